import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lambdaConfigs } from '../../test/arbitraries.ts';
import { lambdaConfigSchema, logRetentionDays, nodeRuntimes, type LambdaConfig } from '../index.ts';

const accepts = (config: unknown) => lambdaConfigSchema.safeParse(config).success;

const everything = {
  description: 'Names the species of a penguin',
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  architecture: 'arm64',
  memorySize: 512,
  timeout: 10,
  ephemeralStorage: 1024,
  environment: { LOG_LEVEL: 'INFO', AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper' },
  tags: { team: 'birds' },
  layers: ['arn:aws:lambda:eu-central-1:123456789012:layer:wrapper:3'],
  tracing: 'Active',
  logging: {
    format: 'JSON',
    applicationLogLevel: 'DEBUG',
    systemLogLevel: 'WARN',
    retentionInDays: 30,
  },
  reservedConcurrency: 0,
  switching: {
    type: 'canary',
    percent: 10,
    intervalSeconds: 300,
    alarms: ['checkout-errors'],
    maxErrorPercent: 1,
  },
  role: 'arn:aws:iam::123456789012:role/service-role/predict',
  vpc: {
    subnetIds: ['subnet-0123456789abcdef0'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    ipv6AllowedForDualStack: true,
  },
  deadLetter: { targetArn: 'arn:aws:sqs:eu-central-1:123456789012:dead' },
  fileSystems: [
    {
      arn: 'arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0',
      localMountPath: '/mnt/models',
    },
  ],
  kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/1b2c3d4e-0000-4000-8000-123456789012',
  snapStart: { applyOn: 'None' },
  provisionedConcurrency: 2,
  asyncInvocation: {
    maximumRetryAttempts: 0,
    maximumEventAge: 60,
    onSuccess: 'arn:aws:events:eu-central-1:123456789012:event-bus/default',
    onFailure: 'arn:aws:s3:::failures',
  },
  recursion: 'Allow',
  runtimeManagement: {
    updateRuntimeOn: 'Manual',
    runtimeVersionArn: 'arn:aws:lambda:eu-central-1::runtime:0123456789abcdef',
  },
  codeSigningConfigArn:
    'arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0',
  sourceKmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:alias/zips',
  permissions: [
    {
      actions: ['dynamodb:GetItem', 's3:*'],
      resources: ['arn:aws:dynamodb:eu-central-1:123456789012:table/penguins', '*'],
      conditions: { StringEquals: { 'aws:ResourceTag/team': ['birds'] } },
    },
  ],
  triggers: [{ type: 'schedule', expression: 'rate(1 day)' }],
  image: { uri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/predict:1.0' },
  stages: { prod: { memorySize: 1024, environment: { TABLE: { parameter: '/prod/table' } } } },
  bundling: { external: ['sharp'] },
} as const satisfies Required<LambdaConfig>;

test('may leave out every field', () => {
  expect(lambdaConfigSchema.parse({})).toEqual({});
});

test('takes every field and changes none', () => {
  expect(lambdaConfigSchema.parse(everything)).toEqual(everything);
  expect(Object.keys(everything).toSorted()).toEqual(
    Object.keys(lambdaConfigSchema.shape).toSorted(),
  );
});

test('changes nothing of any valid configuration', () => {
  fc.assert(
    fc.property(lambdaConfigs, (config) => {
      expect(lambdaConfigSchema.parse(config)).toEqual(config);
    }),
  );
});

test('has a description for every field', () => {
  const { shape } = lambdaConfigSchema;
  const fields = Object.entries({ ...shape, ...shape.logging.unwrap().shape });
  const missing = fields.filter(([, field]) => !field.description?.endsWith('.'));
  expect(missing.map(([name]) => name)).toEqual([]);
});

describe('switching', () => {
  const accepted = (switching: unknown) => accepts({ switching });

  test.each([
    { type: 'allAtOnce' },
    { type: 'allAtOnce', alarms: ['a'] },
    { type: 'linear', percent: 25, intervalSeconds: 60 },
    { type: 'canary', percent: 1, intervalSeconds: 86_400, maxErrorPercent: 0 },
  ])('takes %j', (switching) => {
    expect(accepted(switching)).toBe(true);
  });

  test.each([
    { type: 'canary', percent: 10 },
    { type: 'linear', intervalSeconds: 60 },
    { type: 'linear', percent: 100, intervalSeconds: 60 },
    { type: 'canary', percent: 10, intervalSeconds: 5 },
    { type: 'allAtOnce', percent: 10 },
    { type: 'allAtOnce', maxErrorPercent: 1 },
    { type: 'blueGreen' },
    { percent: 10, intervalSeconds: 60 },
  ])('refuses %j', (switching) => {
    expect(accepted(switching)).toBe(false);
  });
});

describe('takes numbers from the least to the greatest', () => {
  test.each([
    ['memorySize', 128, 10_240],
    ['timeout', 1, 900],
    ['ephemeralStorage', 512, 10_240],
  ])('%s', (field, least, greatest) => {
    const taken = [least - 1, least, least + 0.5, greatest, greatest + 1].filter((value) =>
      accepts({ [field]: value }),
    );
    expect(taken).toEqual([least, greatest]);
  });
});

describe('takes', () => {
  test.each<object>([
    ...nodeRuntimes.map((runtime) => ({ runtime })),
    ...logRetentionDays.map((retentionInDays) => ({ logging: { retentionInDays } })),
    { handler: 'index.$default_1' },
    { description: 'd'.repeat(256) },
    { environment: { TOKEN: 'x'.repeat(4096 - '{"TOKEN":""}'.length) } },
    { environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper', AWS_PROFILE: 'x' } },
    { tags: { ['k'.repeat(128)]: 'v'.repeat(256), empty: '' } },
    { tags: { 'Größe 1:a/b': 'x+y-z=1.5_@ ü' } },
    { description: null, logging: { logGroup: null } },
    { asyncInvocation: { onFailure: 'arn:aws:s3:::lost.fifo' } },
    { layers: Array.from({ length: 5 }, () => everything.layers[0]) },
    { role: 'arn:aws-cn:iam::123456789012:role/a+b=c,d.e@f-g_h' },
  ])('%j', (config) => {
    expect(accepts(config)).toBe(true);
  });
});

describe('refuses', () => {
  test.each<object>([
    { memorySize: Infinity },
    { timeout: '3' },
    { runtime: 'nodejs20.x' },
    { runtime: 'python3.13' },
    { architecture: 'arm' },
    { handler: 'handler' },
    { handler: 'index.one.two' },
    { handler: `index.${'h'.repeat(123)}` },
    { handler: 'index.a b' },
    { description: 'd'.repeat(257) },
    { environment: { A: 'one character' } },
    { environment: { '1A': '' } },
    { environment: { _HANDLER: '' } },
    { environment: { AWS_ACCESS_KEY_ID: '' } },
    { environment: { AWS_SESSION_TOKEN: '' } },
    { environment: { AWS_LAMBDA_FUNCTION_NAME: '' } },
    { environment: { LAMBDA_TASK_ROOT: '' } },
    { environment: { TOKEN: 'x'.repeat(4096) } },
    { environment: { TOKEN: 'ä'.repeat(2048) } },
    { tags: { ['k'.repeat(129)]: '' } },
    { tags: { 'AWS:team': '' } },
    { tags: { 'a;b': '' } },
    { tags: { team: 'birds & bees' } },
    { deadLetter: { targetArn: 'arn:aws:sqs:eu-central-1:123456789012:dead.fifo' } },
    { asyncInvocation: { onSuccess: 'arn:aws:sns:eu-central-1:123456789012:done.fifo' } },
    { asyncInvocation: { onFailure: 'arn:aws:sqs:eu-central-1:123456789012:lost.fifo' } },
    { logging: { logGroup: 'aws/mine' } },
    { logging: { logGroup: 'two words' } },
    { sourceKmsKeyArn: 'alias/zips' },
    { layers: Array.from({ length: 6 }, () => everything.layers[0]) },
    { layers: ['arn:aws:lambda:eu-central-1:123456789012:layer:wrapper'] },
    { tracing: 'On' },
    { logging: { format: 'text' } },
    { logging: { applicationLogLevel: 'info' } },
    { logging: { systemLogLevel: 'ERROR' } },
    { logging: { retentionInDays: 31 } },
    { reservedConcurrency: 1.5 },
    { role: 'arn:aws:iam::12345:role/short-account' },
    { role: 'arn:aws:iam::123456789012:user/somebody' },
    { constructor: {} },
  ])('%j', (config) => {
    expect(accepts(config)).toBe(false);
  });
});
