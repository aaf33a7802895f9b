import {
  GetFunctionCommand,
  PublishLayerVersionCommand,
  UpdateFunctionConfigurationCommand,
  type FunctionConfiguration,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import { zipFiles } from '@tooling/bundle';
import type { LambdaConfig } from '@tooling/core';
import { describe, expect, it } from 'vitest';
import { openStore, type OpenStore } from '../test/open-store.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const key = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000000';
const queue = 'arn:aws:sqs:us-east-1:000000000000:dead';
const network = {
  SubnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'],
  SecurityGroupIds: ['sg-00000000000000001'],
};
const vpc = {
  subnetIds: [...network.SubnetIds].reverse(),
  securityGroupIds: network.SecurityGroupIds,
};
const disk = {
  arn: 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0',
  localMountPath: '/mnt/models',
};

/** A field: how it is declared, and what of the version that serves shows it. */
interface Example {
  readonly config: LambdaConfig;
  /** Declares the same as null. */
  readonly unset: LambdaConfig;
  readonly shown: (configuration: FunctionConfiguration) => unknown;
  readonly expected: unknown;
  readonly unsetShown: unknown;
}

const examples: Readonly<Record<string, Example>> = {
  memorySize: {
    config: { memorySize: 512 },
    unset: { memorySize: null },
    shown: ({ MemorySize }) => MemorySize,
    expected: 512,
    unsetShown: 128,
  },
  timeout: {
    config: { timeout: 30 },
    unset: { timeout: null },
    shown: ({ Timeout }) => Timeout,
    expected: 30,
    unsetShown: 3,
  },
  ephemeralStorage: {
    config: { ephemeralStorage: 1024 },
    unset: { ephemeralStorage: null },
    shown: ({ EphemeralStorage }) => EphemeralStorage?.Size,
    expected: 1024,
    unsetShown: 512,
  },
  tracing: {
    config: { tracing: 'Active' },
    unset: { tracing: null },
    shown: ({ TracingConfig }) => TracingConfig?.Mode,
    expected: 'Active',
    unsetShown: 'PassThrough',
  },
  logging: {
    config: {
      logging: {
        format: 'JSON',
        applicationLogLevel: 'DEBUG',
        systemLogLevel: 'WARN',
        logGroup: '/teams/birds',
      },
    },
    unset: { logging: { format: null, logGroup: null } },
    shown: ({ LoggingConfig }) => LoggingConfig,
    expected: {
      LogFormat: 'JSON',
      ApplicationLogLevel: 'DEBUG',
      SystemLogLevel: 'WARN',
      LogGroup: '/teams/birds',
    },
    unsetShown: { LogFormat: 'Text', LogGroup: '/aws/lambda/hello' },
  },
  'a key of environment': {
    config: { environment: { MODE: 'quick' } },
    unset: { environment: { MODE: null } },
    shown: ({ Environment }) => Environment?.Variables,
    expected: { MODE: 'quick', NODE_OPTIONS: '--enable-source-maps' },
    unsetShown: { NODE_OPTIONS: '--enable-source-maps' },
  },
  vpc: {
    config: { vpc: { ...vpc, ipv6AllowedForDualStack: true } },
    unset: { vpc: null },
    shown: ({ VpcConfig }) => [
      VpcConfig?.SubnetIds?.toSorted(),
      VpcConfig?.SecurityGroupIds,
      VpcConfig?.Ipv6AllowedForDualStack,
    ],
    expected: [network.SubnetIds, network.SecurityGroupIds, true],
    unsetShown: [[], [], false],
  },
  deadLetter: {
    config: { deadLetter: { targetArn: queue } },
    unset: { deadLetter: null },
    shown: ({ DeadLetterConfig }) => DeadLetterConfig?.TargetArn,
    expected: queue,
    unsetShown: undefined,
  },
  fileSystems: {
    config: { vpc, fileSystems: [disk] },
    unset: { vpc, fileSystems: null },
    shown: ({ FileSystemConfigs }) => FileSystemConfigs ?? [],
    expected: [{ Arn: disk.arn, LocalMountPath: disk.localMountPath }],
    unsetShown: [],
  },
  kmsKeyArn: {
    config: { kmsKeyArn: key },
    unset: { kmsKeyArn: null },
    shown: ({ KMSKeyArn }) => KMSKeyArn,
    expected: key,
    unsetShown: undefined,
  },
};

async function readLive({ lambda }: TestStage): Promise<FunctionConfiguration> {
  const { Configuration } = await lambda.send(
    new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' }),
  );
  return Configuration ?? {};
}

const expectNothingToDo = (open: OpenStore, config: LambdaConfig) =>
  expect(open.plan('hello', { config })).rejects.toThrow('nothing to do');

describe.each(Object.entries(examples))('%s', (_, example) => {
  const { config, unset, shown, expected, unsetShown } = example;

  it('is created, and is no difference afterwards', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', { config });
    expect(shown(await readLive(stage))).toEqual(expected);
    await expectNothingToDo(open, config);
  });

  it('is added to a function, kept when its line is gone, and taken away by null', async () => {
    await using stage = await startStage();
    await using proxy = await startProxy(stage.aws.url);
    await using open = openStore(proxy.url);
    await open.deploy('hello');
    await open.deploy('hello', { config });
    expect(shown(await readLive(stage))).toEqual(expected);
    const writes = writesOf(proxy.seen).length;
    await expectNothingToDo(open, config);
    expect(writesOf(proxy.seen)).toHaveLength(writes);

    await open.deploy('hello', { text: 'two' });
    expect(shown(await readLive(stage))).toEqual(expected);
    await open.deploy('hello', { text: 'two', config: unset });
    expect(shown(await readLive(stage))).toEqual(unsetShown);
    await expect(open.plan('hello', { text: 'two', config: unset })).rejects.toThrow(
      'nothing to do',
    );
  });
});

it('layers are added, and taken away by null', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const file = { path: 'nodejs/x.js', contents: new TextEncoder().encode('1') };
  const { LayerVersionArn: layer = '' } = await stage.lambda.send(
    new PublishLayerVersionCommand({ LayerName: 'one', Content: { ZipFile: zipFiles([file]) } }),
  );
  await open.deploy('hello', { config: { layers: [layer] } });
  expect((await readLive(stage)).Layers?.map(({ Arn }) => Arn)).toEqual([layer]);
  await expectNothingToDo(open, { layers: [layer] });
  await open.deploy('hello', { config: { layers: null } });
  expect((await readLive(stage)).Layers ?? []).toEqual([]);
});

it('snapStart is sent as None, and is no difference', async () => {
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url);
  await using open = openStore(proxy.url);
  const config: LambdaConfig = { snapStart: { applyOn: 'None' } };
  await open.deploy('hello', { config });
  const created = writesOf(proxy.seen).find(({ path }) => path === '/2015-03-31/functions');
  expect(JSON.parse(created?.body ?? '{}')).toMatchObject({ SnapStart: { ApplyOn: 'None' } });
  expect((await readLive(stage)).SnapStart?.ApplyOn).toBe('None');
  await expectNothingToDo(open, config);
});

describe('what nobody declares is kept when something else is written', () => {
  const foreign: readonly [
    string,
    Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName'>,
  ][] = [
    ['a network', { VpcConfig: network }],
    ['a dead-letter target', { DeadLetterConfig: { TargetArn: queue } }],
    ['a key', { KMSKeyArn: key }],
    ['a log group', { LoggingConfig: { LogGroup: '/teams/birds' } }],
  ];

  it.each(foreign)('%s', async (_, input) => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    // Its role may do what the foreign setting needs.
    const permissions = [{ actions: ['ec2:*', 'sqs:SendMessage'], resources: ['*'] }];
    await open.deploy('hello', { config: { permissions } });
    await stage.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'hello', ...input }),
    );
    const config: LambdaConfig = { permissions, memorySize: 512, logging: { format: 'JSON' } };
    await open.deploy('hello', { config });
    const live = await readLive(stage);
    expect(live.MemorySize).toBe(512);
    expect(live).toMatchObject(input);
  });
});
