import { describe, expect, test } from 'vitest';
import { deployConfigSchema, lambdaConfigSchema, type DeployConfig } from '../index.ts';

const config: DeployConfig = {
  service: 'penguins',
  defaults: { memorySize: 256, tags: { team: 'birds' } },
  stages: {
    dev: { region: 'us-east-1', namePrefix: 'dev-' },
    prod: {
      account: '123456789012',
      region: 'us-gov-west-1',
      namePrefix: '',
      rolePath: '/teams/birds/',
      permissionsBoundary: 'arn:aws-us-gov:iam::123456789012:policy/birds',
      codeBucket: 'birds-code',
      defaults: { logging: { retentionInDays: 365 } },
    },
  },
};

const withStage = (name: string, stage: object) => ({ ...config, stages: { [name]: stage } });

test('takes every field and changes none', () => {
  expect(deployConfigSchema.parse(config)).toEqual(config);
});

test('needs nothing but the name of the service', () => {
  expect(deployConfigSchema.parse({ service: 'penguins' })).toEqual({ service: 'penguins' });
  expect(deployConfigSchema.safeParse({}).success).toBe(false);
});

test('takes names of what the local AWS has, and refuses what no bucket, queue or topic is called', () => {
  const local = { buckets: ['birds'], queues: ['jobs', 'jobs.fifo'], topics: ['news'] };
  expect(deployConfigSchema.parse({ ...config, local }).local).toEqual(local);
  const wrong = { buckets: ['Birds'], queues: ['jobs.lifo'], topics: ['a b'], tables: [] };
  const { error } = deployConfigSchema.safeParse({ ...config, local: wrong });
  expect(error?.issues.map(({ message }) => message)).toEqual([
    'is not the name of a bucket',
    'is not the name of a queue',
    'is not the name of a topic',
    'Unrecognized key: "tables"',
  ]);
});

test('takes as defaults every field of a lambda but those that say what one is', () => {
  const fields = (shape: object) => Object.keys(shape).toSorted();
  const { defaults, stages } = deployConfigSchema.shape;
  const expected = fields(lambdaConfigSchema.shape).filter(
    (field) =>
      !['description', 'handler', 'bundling', 'image', 'stages', 'triggers'].includes(field),
  );
  expect(fields(defaults.unwrap().shape)).toEqual(expected);
  expect(fields(stages.unwrap().valueType.shape.defaults.unwrap().shape)).toEqual(expected);
});

test('has a description for every field', () => {
  const { shape } = deployConfigSchema;
  const fields = Object.entries({ ...shape, ...shape.stages.unwrap().valueType.shape });
  expect(fields.filter(([, field]) => !field.description?.endsWith('.'))).toEqual([]);
});

test.each(['us-east-1', 'us-gov-west-1', 'cn-northwest-1', 'eusc-de-east-1', 'ap-southeast-10'])(
  'takes the region %s',
  (region) => {
    expect(deployConfigSchema.safeParse(withStage('dev', { region })).success).toBe(true);
  },
);

describe('refuses', () => {
  test.each([
    { service: '' },
    { service: '1st' },
    { service: 's'.repeat(65) },
    { service: 'two words' },
    { ...config, stage: {} },
    { ...config, defaults: { handler: 'index.handler' } },
    withStage('dev', {}),
    withStage('dev', { region: 'Frankfurt' }),
    withStage('dev', { region: 'eu-central-1', account: '1234' }),
    withStage('dev', { region: 'eu-central-1', account: 123_456_789_012 }),
    withStage('dev', { region: 'eu-central-1', namePrefix: 'dev.' }),
    withStage('dev', { region: 'eu-central-1', rolePath: 'lambda' }),
    withStage('dev', { region: 'eu-central-1', rolePath: '/lambda' }),
    withStage('dev', { region: 'eu-central-1', permissionsBoundary: 'birds' }),
    withStage('dev', { region: 'eu-central-1', codeBucket: 'Birds' }),
    withStage('dev', { region: 'eu-central-1', defaults: { description: 'all the same' } }),
    withStage('Dev', { region: 'eu-central-1' }),
    withStage('d'.repeat(33), { region: 'eu-central-1' }),
  ])('%j', (wrong) => {
    expect(deployConfigSchema.safeParse(wrong).success).toBe(false);
  });
});
