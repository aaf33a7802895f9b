import { describe, expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { exampleLambda, stage, want } from '../test/examples.ts';
import { wantFunction, type DeployConfig, type LambdaConfig } from './index.ts';

const deployConfig: DeployConfig = {
  service: 'penguins',
  defaults: { memorySize: 256, environment: { ONE: 'all', TWO: 'all' }, tags: { team: 'birds' } },
  stages: {
    prod: { region: 'eu-central-1', defaults: { timeout: 20, memorySize: 512 } },
    dev: { region: 'eu-central-1' },
  },
};

const uri = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/predict:1';
const role = 'arn:aws:iam::123456789012:role/mine';
const permissions = [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::birds/*'] }];

const problemsOf = (config: LambdaConfig, of: DeployConfig = { service: 'penguins' }) =>
  caught(() => want(config, of)).problems;

describe('what a lambda says of a stage', () => {
  test('wins over everything, key by key in its environment', () => {
    const config: LambdaConfig = {
      memorySize: 1024,
      environment: { TWO: 'lambda' },
      stages: {
        prod: { memorySize: 2048, environment: { TWO: 'prod' } },
        dev: { timeout: 900, environment: { ONE: 'dev' } },
      },
    };
    const { settings } = want(config, deployConfig);
    expect(settings).toMatchObject({
      memorySize: 2048,
      timeout: 20,
      environment: { ONE: 'all', TWO: 'prod' },
    });
  });

  test('is refused for a stage that there is not, with the one that was meant', () => {
    const [problem] = problemsOf({ stages: { prdo: { memorySize: 512 } } }, deployConfig);
    expect(problem).toMatch(/^stages\.prdo: there is no such stage; did you mean "prod"\?/);
  });

  test('may be about the local one, which nobody declares', () => {
    expect(() => want({ stages: { local: { memorySize: 512 } } }, deployConfig)).not.toThrow();
  });
});

describe('null', () => {
  test('is what AWS would make of the field, whatever the defaults say', () => {
    const nothing: LambdaConfig = {
      memorySize: null,
      timeout: null,
      ephemeralStorage: null,
      tracing: null,
      layers: null,
      vpc: null,
      deadLetter: null,
      fileSystems: null,
      kmsKeyArn: null,
      recursion: null,
      runtimeManagement: null,
    };
    const { settings, attributes } = want(nothing, deployConfig);
    expect(settings).toMatchObject({
      memorySize: 128,
      timeout: 3,
      ephemeralStorage: 512,
      tracing: 'PassThrough',
      layers: [],
      vpc: { subnetIds: [], securityGroupIds: [], ipv6AllowedForDualStack: false },
      deadLetter: { targetArn: '' },
      fileSystems: [],
      kmsKeyArn: '',
    });
    expect(attributes).toMatchObject({
      recursion: 'Terminate',
      runtimeManagement: { updateRuntimeOn: 'Auto' },
    });
  });

  test('removes keys of the environment and of the tags', () => {
    const { settings, attributes } = want(
      { environment: { ONE: null, THREE: null }, tags: { team: null } },
      deployConfig,
    );
    expect(settings.environment).toEqual({ TWO: 'all', NODE_OPTIONS: '--enable-source-maps' });
    expect(settings.removedEnvironment).toEqual(['ONE', 'THREE']);
    expect(attributes.removedTags).toEqual(['team']);
    expect(attributes.tags).not.toHaveProperty('team');
  });

  test('ends what an earlier place said, and what it says is said by a later one again', () => {
    const config: LambdaConfig = { memorySize: null, stages: { prod: { memorySize: 1024 } } };
    expect(want(config, deployConfig).settings.memorySize).toBe(1024);
  });

  test('gives levels back to AWS only where there are levels', () => {
    const levels = { applicationLogLevel: null, systemLogLevel: null };
    expect(want({ logging: { format: 'JSON', ...levels } }).settings.logging).toEqual({
      format: 'JSON',
      applicationLogLevel: 'INFO',
      systemLogLevel: 'INFO',
    });
    expect(want({ logging: levels }).settings.logging).toEqual({});
    expect(want({ logging: { format: null } }).settings.logging).toEqual({ format: 'Text' });
  });

  test('as a role is the one that is made', () => {
    expect(want({ role: null }).executionRole).toMatchObject({ isRequired: true });
    expect(want({}).executionRole).toMatchObject({ isRequired: false });
    expect(want({ role }).executionRole).toBeUndefined();
  });
});

describe('is refused, with the reason', () => {
  test.each<[string, LambdaConfig, string]>([
    [
      'permissions for a role that is named',
      { role, permissions },
      `permissions: are for the role that is made, and ${role} is named`,
    ],
    [
      'file systems without a network',
      {
        fileSystems: [
          {
            arn: 'arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0',
            localMountPath: '/mnt/x',
          },
        ],
      },
      'fileSystems: need vpc, in a subnet of which they can be mounted',
    ],
    [
      'more that is ready than may run',
      { provisionedConcurrency: 5, reservedConcurrency: 3 },
      'provisionedConcurrency: 5 is above reservedConcurrency, 3',
    ],
    [
      'a runtime of an image',
      { image: { uri }, runtime: 'nodejs24.x' },
      'runtime: is not for an image, which has its own',
    ],
    [
      'an image that only other stages have',
      { stages: { local: { image: { uri } } } },
      'image: is declared for other stages, and not for prod',
    ],
  ])('%s', (_, config, problem) => {
    expect(problemsOf(config)).toEqual([problem]);
  });

  test('a name of a role that IAM does not take, with its length', () => {
    const lambda = exampleLambda({}, 'p'.repeat(50));
    const [problem] = caught(() => wantFunction(lambda, { service: 'a' }, stage)).problems;
    expect(problem).toContain(`"prod-${'p'.repeat(50)}-eu-central-1"`);
    expect(problem).toContain('has 68 characters, IAM takes 64');
    const named = exampleLambda({ role }, 'p'.repeat(50));
    expect(() => wantFunction(named, { service: 'a' }, stage)).not.toThrow();
  });
});

test('an image has neither handler, runtime nor source maps', () => {
  const { settings } = want({ image: { uri }, memorySize: 512 });
  expect(settings).toMatchObject({ memorySize: 512, environment: {}, image: { uri } });
  expect(settings.handler).toBeUndefined();
  expect(settings.runtime).toBeUndefined();
});
