import { describe, expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { exampleLambda, stage } from '../test/examples.ts';
import { wantFunction, wantFunctions, type DeployConfig, type LambdaConfig } from './index.ts';

const service = 'penguins';

/** With the repository's defaults, the stage's and the lambda's own configuration. */
function want(
  config: LambdaConfig,
  defaults: DeployConfig['defaults'] = {},
  ofStage: DeployConfig['defaults'] = {},
) {
  const deployConfig = {
    service,
    defaults,
    stages: { prod: { region: 'eu-central-1', defaults: ofStage } },
  };
  return wantFunction(exampleLambda(config), deployConfig, stage);
}

describe('a lambda that configures nothing', () => {
  test('leaves open whatever AWS can decide', () => {
    const wanted = wantFunction(exampleLambda(), { service }, stage);
    expect(JSON.parse(JSON.stringify(wanted))).toEqual({
      lambda: 'predict',
      packageName: '@lambdas/predict',
      packageVersion: '1.2.0',
      directory: 'lambdas/predict',
      functionName: 'prod-predict',
      executionRole: {
        name: 'prod-predict-eu-central-1',
        path: '/lambda-deploy/',
        isRequired: false,
        permissions: [],
        reads: [],
      },
      references: {},
      declaredIn: {},
      ownership: { service, stage: 'prod', lambda: 'predict' },
      settings: {
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        architecture: 'x86_64',
        environment: { NODE_OPTIONS: '--enable-source-maps' },
        logging: {},
      },
      attributes: {
        tags: {
          'lambda-deploy:service': service,
          'lambda-deploy:stage': 'prod',
          'lambda-deploy:lambda': 'predict',
        },
      },
      triggers: { triggers: [] },
      switching: { type: 'allAtOnce', alarms: [] },
      smokeTests: [],
    });
  });
});

describe('of the repository’s defaults, the stage’s and the lambda’s configuration', () => {
  test('the nearest to the lambda wins', () => {
    const { settings } = want(
      { timeout: 30 },
      { timeout: 10, memorySize: 256, architecture: 'arm64' },
      { timeout: 20, memorySize: 512 },
    );
    expect(settings).toMatchObject({ timeout: 30, memorySize: 512, architecture: 'arm64' });
  });

  test('environment and tags are merged key by key', () => {
    const { settings, attributes } = want(
      { environment: { ONE: 'lambda' }, tags: { one: 'lambda' } },
      { environment: { ONE: 'all', TWO: 'all', THREE: 'all' }, tags: { one: 'all', two: 'all' } },
      { environment: { TWO: 'stage' }, tags: { two: 'stage', three: 'stage' } },
    );
    expect(settings.environment).toMatchObject({ ONE: 'lambda', TWO: 'stage', THREE: 'all' });
    expect(attributes.tags).toMatchObject({ one: 'lambda', two: 'stage', three: 'stage' });
  });

  test('logging is merged field by field', () => {
    const { settings, attributes } = want(
      { logging: { applicationLogLevel: 'DEBUG' } },
      { logging: { format: 'JSON', applicationLogLevel: 'WARN' } },
      { logging: { retentionInDays: 365 } },
    );
    expect(settings.logging).toEqual({ format: 'JSON', applicationLogLevel: 'DEBUG' });
    expect(attributes.logRetentionInDays).toBe(365);
  });

  test('a log group stays where a later one says Text, and null is the default by its name', () => {
    const { settings } = want(
      { logging: { format: 'Text' } },
      { logging: { format: 'JSON', systemLogLevel: 'WARN', logGroup: '/teams/birds' } },
    );
    expect(settings.logging).toEqual({ format: 'Text', logGroup: '/teams/birds' });
    expect(want({ logging: { logGroup: null } }).settings.logging).toEqual({
      logGroup: '/aws/lambda/prod-predict',
    });
  });

  test('levels end where a later one says Text', () => {
    const { settings, attributes } = want(
      { logging: { format: 'Text' } },
      { logging: { format: 'JSON', systemLogLevel: 'WARN', retentionInDays: 7 } },
    );
    expect(settings.logging).toEqual({ format: 'Text' });
    expect(attributes.logRetentionInDays).toBe(7);
  });

  test('layers are one list, not the sum of all', () => {
    const layer = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:layer:${name}:1`;
    const { settings } = want({ layers: [layer('own')] }, { layers: [layer('common')] });
    expect(settings.layers).toEqual([layer('own')]);
  });

  test('those of other stages do not count', () => {
    const deployConfig = {
      service,
      stages: { dev: { region: 'eu-central-1', defaults: { memorySize: 512 } } },
    };
    const { settings } = wantFunction(exampleLambda(), deployConfig, stage);
    expect(settings.memorySize).toBeUndefined();
  });
});

describe('source maps are switched on', () => {
  test.each([
    ['--max-old-space-size=200', '--max-old-space-size=200 --enable-source-maps'],
    ['--enable-source-maps --no-warnings', '--enable-source-maps --no-warnings'],
  ])('beside NODE_OPTIONS of %s', (declared, expected) => {
    const { settings } = want({ environment: { NODE_OPTIONS: declared } });
    expect(settings.environment).toEqual({ NODE_OPTIONS: expected });
  });
});

test('a tag of the same name does not take ownership away', () => {
  const { attributes } = want({ tags: { 'lambda-deploy:service': 'other' } });
  expect(attributes.tags['lambda-deploy:service']).toBe(service);
});

describe('the name of a function', () => {
  const named = (name: string, namePrefix: string) =>
    wantFunction(exampleLambda({}, name), { service }, { ...stage, namePrefix });

  test.each([
    ['predict', '', 'predict'],
    ['predict', 'dev_', 'dev_predict'],
    ['p'.repeat(46), 'prod-', `prod-${'p'.repeat(46)}`],
  ])('of %s with the prefix "%s" is %s', (name, namePrefix, functionName) => {
    expect(named(name, namePrefix).functionName).toBe(functionName);
  });

  test('is refused when it is too long, with its length', () => {
    const error = caught(() => named('p'.repeat(60), 'prod-'));
    expect(error).toMatchObject({ code: 'NAME_INVALID', exitCode: 2 });
    expect(error.message).toContain('in stage prod');
    expect(error.problems).toEqual([`"prod-${'p'.repeat(60)}" has 65 characters, Lambda takes 64`]);
  });

  test.each(['predict.v2', 'pré', 'two words', 'a@b'])('is refused when it is "%s"', (name) => {
    const { code, problems } = caught(() => named(name, ''));
    expect(code).toBe('NAME_INVALID');
    expect(problems).toEqual([`"${name}" has a character other than letters, digits, - and _`]);
  });
});

describe('files that are valid one by one are refused together', () => {
  const problemsOf = (...configs: Parameters<typeof want>) => {
    const error = caught(() => want(...configs));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', subject: 'lambdas/predict' });
    return error.problems;
  };

  test('when levels meet no JSON', () => {
    const level = { applicationLogLevel: 'INFO' as const };
    const problem = 'logging.applicationLogLevel: needs logging.format to be "JSON"';
    expect(problemsOf({ logging: level })).toEqual([problem]);
    expect(problemsOf({ logging: level }, { logging: { format: 'Text' } })).toEqual([problem]);
  });

  test('when their environments are too large, or their tags too many', () => {
    const tags = (from: number) =>
      Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`tag${from + index}`, '']));
    const problems = problemsOf(
      { environment: { ONE: 'x'.repeat(2100) }, tags: tags(0) },
      { environment: { TWO: 'x'.repeat(2100) }, tags: tags(100) },
    );
    expect(problems).toEqual([
      'environment: is 4257 bytes in all, Lambda takes 4096',
      'tags: are 51 with those of ownership, Lambda takes 50',
    ]);
  });
});

test('all that is wrong with one lambda is said at once: name, own file, and all files together', () => {
  const lambda = exampleLambda(
    { stages: { prd: {} }, logging: { applicationLogLevel: 'INFO' } },
    'two words',
  );
  expect(caught(() => wantFunction(lambda, { service }, stage)).problems).toEqual([
    'lambdas/two words: "prod-two words" has a character other than letters, digits, - and _',
    expect.stringContaining('lambdas/two words: stages.prd: there is no such stage'),
    'lambdas/two words: logging.applicationLogLevel: needs logging.format to be "JSON"',
  ]);
});

describe('all lambdas of a stage', () => {
  test('are refused with the problems of all of them at once', () => {
    const lambdas = [
      exampleLambda({}, 'x'.repeat(64)),
      exampleLambda({}, 'fine'),
      exampleLambda({ logging: { applicationLogLevel: 'INFO' } }, 'quiet'),
    ];
    const error = caught(() => wantFunctions(lambdas, { service }, stage));
    expect(error.problems).toEqual([
      expect.stringContaining('has 69 characters, Lambda takes 64'),
      'lambdas/quiet: logging.applicationLogLevel: needs logging.format to be "JSON"',
    ]);
  });
});
