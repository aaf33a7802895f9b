import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { caught } from '../../test/caught.ts';
import { checkConfig, deployConfigSchema, lambdaConfigSchema } from '../index.ts';

const file = 'lambdas/predict/lambda.config.ts';

const problemsOf = (config: unknown) =>
  caught(() => checkConfig(lambdaConfigSchema, config, file)).problems;

test('gives back what is valid', () => {
  const config = { memorySize: 512, environment: { LOG_LEVEL: 'INFO' } };
  expect(checkConfig(lambdaConfigSchema, config, file)).toEqual(config);
});

test('names the file, and what to read', () => {
  const error = caught(() => checkConfig(lambdaConfigSchema, { memorySize: 64 }, file));
  expect(error).toMatchObject({
    code: 'CONFIG_INVALID',
    message: `${file} is not valid`,
    subject: file,
    exitCode: 2,
  });
  expect(error.hint).toContain('docs/reference/lambda-config.md');
});

test.each<[string, unknown, string]>([
  [
    'in another case',
    { MemorySize: 512 },
    'MemorySize: there is no such field; did you mean memorySize?',
  ],
  [
    'with separators',
    { memory_size: 1 },
    'memory_size: there is no such field; did you mean memorySize?',
  ],
  ['misspelt', { timout: 3 }, 'timout: there is no such field; did you mean timeout?'],
  ['cut short', { env: {} }, 'env: there is no such field; did you mean environment?'],
  [
    'inside',
    { logging: { fromat: 1 } },
    'logging.fromat: there is no such field; did you mean logging.format?',
  ],
  ['of nothing there is', { cloud: 1 }, 'cloud: there is no such field'],
])('says what was meant by a field that is %s', (_, config, problem) => {
  expect(problemsOf(config)).toEqual([problem]);
});

test('says it of stages, too', () => {
  const config = {
    service: 'a',
    stages: { prod: { region: 'eu-central-1', defaults: { tag: {} } } },
  };
  expect(
    caught(() => checkConfig(deployConfigSchema, config, 'deploy.config.ts')).problems,
  ).toEqual([
    'stages.prod.defaults.tag: there is no such field; did you mean stages.prod.defaults.tags?',
  ]);
});

test('reports every problem of the file at once, each with its path and value', () => {
  const config = {
    memorysize: 512,
    memorySize: 64,
    timeout: 901,
    ephemeralStorage: 512.5,
    runtime: 'nodejs18.x',
    handler: 'app.handler',
    description: 'd'.repeat(257),
    environment: { 'LOG-LEVEL': 'INFO', AWS_REGION: 'eu-west-1', PORT: 80 },
    tags: { '': 'empty', 'aws:team': 'a', 'lambda-deploy:stage': 'prod', team: 'x'.repeat(257) },
    layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:one:1', 'two'],
    logging: { level: 'INFO', retentionInDays: 2 },
    reservedConcurrency: -1,
    role: 'admin',
  };
  expect(problemsOf(config).toSorted()).toEqual([
    'description: is longer than 256',
    'environment.AWS_REGION: the name is reserved by Lambda',
    'environment.PORT: the value is not a string',
    'environment["LOG-LEVEL"]: the name must have letters, digits and _ only, begin with a letter, and be two characters at least',
    'ephemeralStorage: 512.5 is not a whole number',
    'handler: "app.handler" is not `index.` and the name of an export of the entry file: the artifact has one module',
    'layers[1]: "two" is not the ARN of a layer version (arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION)',
    'logging.level: there is no such field',
    'logging.retentionInDays: 2 is none of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
    'memorySize: 64 is below 128',
    'memorysize: there is no such field; did you mean memorySize?',
    'reservedConcurrency: -1 is below 0',
    'role: "admin" is not the ARN of a role (arn:aws:iam::ACCOUNT:role/NAME)',
    'runtime: AWS deprecated nodejs18.x on 2025-09-01: make it nodejs22.x or nodejs24.x or nodejs26.x',
    'tags.team: is longer than 256',
    'tags[""]: the name is shorter than 1',
    'tags["aws:team"]: the name begins with aws:, which AWS keeps for itself',
    'tags["lambda-deploy:stage"]: the name begins with lambda-deploy:, which is kept for ownership',
    'timeout: 901 is above 900',
  ]);
});

test.each([
  [
    'nodejs20.x',
    'AWS deprecates nodejs20.x on 2026-04-30, creates no function of it from 2026-08-31 and updates none from 2026-09-30: make it nodejs22.x or nodejs24.x or nodejs26.x',
  ],
  ['nodejs24', '"nodejs24" is none of nodejs22.x, nodejs24.x, nodejs26.x'],
  ['constructor', '"constructor" is none of nodejs22.x, nodejs24.x, nodejs26.x'],
])('says of the runtime %s when it ended, where it did', (runtime, problem) => {
  expect(problemsOf({ runtime })).toEqual([`runtime: ${problem}`]);
});

describe('shows a value', () => {
  test.each([
    ['of another type', { memorySize: '512' }, 'memorySize: "512" is not a number'],
    ['that is no number', { memorySize: NaN }, 'memorySize: NaN is not a number'],
    ['that JSON does not know', { timeout: 3n }, 'timeout: 3 is not a number'],
    ['that is a function', { timeout: () => 3 }, 'timeout: a function is not a number'],
    ['that is null', { tags: null }, 'tags: null is not an object'],
    ['that is an array', { tags: ['a'] }, 'tags: an array is not an object'],
    ['that is an object', { layers: { one: 'a' } }, 'layers: an object is not an array'],
    [
      'that is long',
      { role: 'r'.repeat(100) },
      `role: "${'r'.repeat(76)}… is not the ARN of a role`,
    ],
  ])('%s', (_, config, problem) => {
    expect(problemsOf(config)).toEqual([expect.stringContaining(problem)]);
  });
});

test.each([
  [undefined, 'the default export: is missing'],
  ['predict', 'the default export: "predict" is not an object'],
  [[{}], 'the default export: an array is not an object'],
])('says so when the default export is %j', (config, problem) => {
  expect(problemsOf(config)).toEqual([problem]);
});

describe('refuses what would pass for an object without fields', () => {
  class Settings {
    readonly memorySize = 512;
  }
  test.each<[unknown, string]>([
    [
      Promise.resolve({ memorySize: 512 }),
      'the default export: a promise is not a plain object: `await` it',
    ],
    [new Settings(), 'the default export: an instance of Settings is not a plain object'],
    [
      new Map([['memorySize', 512]]),
      'the default export: an instance of Map is not a plain object',
    ],
    [() => ({ memorySize: 512 }), 'the default export: a function is not an object'],
    [[], 'the default export: an array is not an object'],
    [null, 'the default export: null is not an object'],
    [{ logging: Promise.resolve({}) }, 'logging: a promise is not a plain object: `await` it'],
    [
      { environment: new Map([['A', 'b']]) },
      'environment: an instance of Map is not a plain object',
    ],
    [{ tags: new Settings() }, 'tags: an instance of Settings is not a plain object'],
  ])('%o', (config, problem) => {
    expect(problemsOf(config)).toEqual([problem]);
  });

  test('takes an object without a prototype', () => {
    const config = Object.assign(Object.create(null) as object, { memorySize: 512 });
    expect(checkConfig(lambdaConfigSchema, config, file)).toEqual({ memorySize: 512 });
  });
});

test('says which required field is missing', () => {
  const error = caught(() => checkConfig(deployConfigSchema, { stages: { dev: {} } }, file));
  expect(error.problems).toEqual(['service: is missing', 'stages.dev.region: is missing']);
});

describe('says of a reference in the environment', () => {
  test.each<[unknown, string]>([
    [
      { secret: 'a', kee: 'b' },
      'TOKEN.kee: there is no such field; did you mean environment.TOKEN.key?',
    ],
    [
      { parameter: 'a b' },
      'TOKEN.parameter: the value is not the name of a parameter, such as /penguins/table',
    ],
    [{ parameter: '/a', resolve: 'later' }, 'TOKEN.resolve: the value is none of deploy'],
    [
      { secret: 'a', key: 'b' },
      "TOKEN: has a key or a versionStage, which need resolve: 'deploy': without it the function gets the name alone",
    ],
    [5, 'TOKEN: the value is not a string'],
  ])('%j', (TOKEN, problem) => {
    expect(problemsOf({ environment: { TOKEN } })).toEqual([`environment.${problem}`]);
  });
});

test('explains that SnapStart is not for Node.js', () => {
  expect(problemsOf({ snapStart: { applyOn: 'PublishedVersions' } })).toEqual([
    expect.stringMatching(
      /^snapStart\.applyOn: is not there for Node\.js: .*provisionedConcurrency/,
    ),
  ]);
});

describe('never shows what an environment holds', () => {
  const secret = 'hunter2-hunter2';
  test.each([
    ['a value of the wrong type', { environment: { TOKEN: [secret] } }],
    ['an environment of the wrong type', { environment: `TOKEN=${secret}` }],
    ['a key that is refused', { environment: { 'API-TOKEN': secret } }],
    ['an environment that is too large', { environment: { TOKEN: secret.repeat(300) } }],
    ['an environment at the wrong place', [{ environment: { TOKEN: secret } }]],
    ['an environment inside another field', { tags: [{ environment: { TOKEN: secret } }] }],
  ])('%s', (_, config) => {
    const { problems, message } = caught(() => checkConfig(lambdaConfigSchema, config, file));
    expect(problems).toHaveLength(1);
    expect(`${message} ${problems.join()}`).not.toContain('hunter2');
  });

  test('nor that of a stage', () => {
    const config = {
      service: 'penguins',
      stages: {
        dev: { region: 'eu-west-1', defaults: { environment: { TOKEN: 5, 'a-b': secret } } },
      },
    };
    expect(caught(() => checkConfig(deployConfigSchema, config, file)).problems).toEqual([
      'stages.dev.defaults.environment.TOKEN: the value is not a string',
      expect.stringMatching(/^stages\.dev\.defaults\.environment\["a-b"\]: the name must have/),
    ]);
  });
});

test('speaks of kinds of problems that no schema of ours has in their own words', () => {
  const schema = z.object({ when: z.iso.date() });
  expect(caught(() => checkConfig(schema, { when: 'soon' }, file)).problems).toEqual([
    'when: "soon" Invalid ISO date',
  ]);
});
