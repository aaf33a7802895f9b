import {
  CreateCodeSigningConfigCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionRecursionConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  GetRuntimeManagementConfigCommand,
  ListTagsCommand,
  PutFunctionEventInvokeConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
  TagResourceCommand,
} from '@aws-sdk/client-lambda';
import type { LambdaConfig } from '@tooling/core';
import { describe, expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { refusal, startProxy, writesOf } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const queue = 'arn:aws:sqs:us-east-1:000000000000:failures';
const topic = 'arn:aws:sns:us-east-1:000000000000:done';
const ofLive = { FunctionName: 'hello', Qualifier: 'live' };

const orGone = <Output>(sending: Promise<Output>): Promise<Output | undefined> =>
  sending.catch(() => undefined);

const readAsync = async ({ lambda }: TestStage) => {
  const found = await orGone(lambda.send(new GetFunctionEventInvokeConfigCommand(ofLive)));
  if (found === undefined) return undefined;
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = found;
  return [
    MaximumRetryAttempts,
    MaximumEventAgeInSeconds,
    DestinationConfig?.OnFailure?.Destination,
    DestinationConfig?.OnSuccess?.Destination,
  ];
};

const readProvisioned = async ({ lambda }: TestStage) =>
  (await orGone(lambda.send(new GetProvisionedConcurrencyConfigCommand(ofLive))))
    ?.RequestedProvisionedConcurrentExecutions;

const readTags = async ({ lambda, aws }: TestStage) => {
  const Resource = `arn:aws:lambda:${aws.region}:000000000000:function:hello`;
  return (await lambda.send(new ListTagsCommand({ Resource }))).Tags ?? {};
};

interface Example {
  readonly config: LambdaConfig;
  readonly unset: LambdaConfig;
  readonly read: (stage: TestStage) => Promise<unknown>;
  readonly expected: unknown;
  readonly unsetRead: unknown;
  /** Part of the path of its writes. */
  readonly path: string;
}

const examples: Readonly<Record<string, Example>> = {
  asyncInvocation: {
    config: {
      asyncInvocation: {
        maximumRetryAttempts: 1,
        maximumEventAge: 60,
        onFailure: queue,
        onSuccess: topic,
      },
    },
    unset: { asyncInvocation: null },
    read: readAsync,
    expected: [1, 60, queue, topic],
    unsetRead: undefined,
    path: 'event-invoke-config',
  },
  provisionedConcurrency: {
    config: { provisionedConcurrency: 2 },
    unset: { provisionedConcurrency: null },
    read: readProvisioned,
    expected: 2,
    unsetRead: undefined,
    path: 'provisioned-concurrency',
  },
  recursion: {
    config: { recursion: 'Allow' },
    unset: { recursion: null },
    read: async ({ lambda }) =>
      (await lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName: 'hello' })))
        .RecursiveLoop,
    expected: 'Allow',
    unsetRead: 'Terminate',
    path: 'recursion-config',
  },
  runtimeManagement: {
    config: { runtimeManagement: { updateRuntimeOn: 'FunctionUpdate' } },
    unset: { runtimeManagement: null },
    read: async ({ lambda }) =>
      (
        await lambda.send(
          new GetRuntimeManagementConfigCommand({ FunctionName: 'hello', Qualifier: '1' }),
        )
      ).UpdateRuntimeOn,
    expected: 'FunctionUpdate',
    unsetRead: 'Auto',
    path: 'runtime-management-config',
  },
  reservedConcurrency: {
    config: { reservedConcurrency: 5 },
    unset: { reservedConcurrency: null },
    read: async ({ lambda }) =>
      (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: 'hello' })))
        .ReservedConcurrentExecutions,
    expected: 5,
    unsetRead: undefined,
    path: 'concurrency',
  },
};

describe.each(Object.entries(examples))('%s', (_, example) => {
  const { config, unset, read, expected, unsetRead, path } = example;

  it('is set without a new version, is not written twice, kept without its line, and unset by null', async () => {
    await using stage = await startStage();
    await using proxy = await startProxy(stage.aws.url);
    await using open = openStore(proxy.url);
    await open.deploy('hello');
    expect(await open.deploy('hello', { config })).toBe('1');
    expect(await read(stage)).toEqual(expected);

    const seen = proxy.seen.length;
    await expect(open.plan('hello', { config })).rejects.toThrow('nothing to do');
    await expect(open.plan('hello')).rejects.toThrow('nothing to do');
    expect(writesOf(proxy.seen.slice(seen))).toEqual([]);
    // Neither are they asked for: each question would count against the quota of 15 a second.
    expect(proxy.seen.slice(seen).filter((one) => one.path.includes(path))).toEqual([]);
    expect(await read(stage)).toEqual(expected);

    await open.deploy('hello', { config: unset });
    expect(await read(stage)).toEqual(unsetRead);
    await expect(open.plan('hello', { config: unset })).rejects.toThrow('nothing to do');
  });

  it('is there from the first deploy on', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', { config });
    expect(await read(stage)).toEqual(expected);
    await expect(open.plan('hello', { config })).rejects.toThrow('nothing to do');
  });
});

it('code signing is configured, and taken away by null', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const { CodeSigningConfig } = await stage.lambda.send(
    new CreateCodeSigningConfigCommand({
      AllowedPublishers: {
        SigningProfileVersionArns: [
          'arn:aws:signer:us-east-1:000000000000:/signing-profiles/birds/abcdefghij',
        ],
      },
    }),
  );
  const codeSigningConfigArn = CodeSigningConfig?.CodeSigningConfigArn ?? '';
  const read = async () =>
    (await stage.lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: 'hello' })))
      .CodeSigningConfigArn;
  await open.deploy('hello', { config: { codeSigningConfigArn } });
  expect(await read()).toBe(codeSigningConfigArn);
  await open.deploy('hello', { config: { codeSigningConfigArn: null } });
  expect(await read()).toBeUndefined();
});

describe('the tag that remembers', () => {
  it('is not there where nothing is declared', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', { config: { memorySize: 256, reservedConcurrency: 1 } });
    expect(Object.keys(await readTags(stage)).toSorted()).toEqual([
      'lambda-deploy:lambda',
      'lambda-deploy:service',
      'lambda-deploy:stage',
    ]);
  });

  it('is written in one request with other tags, and only after the attribute', async () => {
    await using stage = await startStage();
    await using first = openStore(stage.aws.url);
    await first.deploy('hello');
    const config: LambdaConfig = { recursion: 'Allow', tags: { team: 'birds' } };
    await using failing = await startProxy(stage.aws.url, ({ method, path }) =>
      Promise.resolve(
        method === 'PUT' && path.includes('recursion-config')
          ? refusal(400, 'InvalidParameterValueException', 'no')
          : undefined,
      ),
    );
    await using broken = openStore(failing.url);
    await expect(broken.deploy('hello', { config })).rejects.toThrow('no');
    expect(await readTags(stage)).not.toHaveProperty('lambda-deploy:attributes');

    await using proxy = await startProxy(stage.aws.url);
    await using open = openStore(proxy.url);
    await open.deploy('hello', { config });
    expect(writesOf(proxy.seen).map(({ path }) => path)).toEqual([
      expect.stringContaining('recursion-config'),
      expect.stringContaining('/tags/'),
    ]);
    expect(await readTags(stage)).toMatchObject({
      team: 'birds',
      'lambda-deploy:attributes': expect.stringMatching(/^recursion:[0-9a-f]{16}$/) as string,
    });
  });

  it('does not hide what was not applied: another value is', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello', { config: { provisionedConcurrency: 1, recursion: 'Allow' } });
    const change = await open.plan('hello', { config: { provisionedConcurrency: 3 } });
    expect(change.reasons).toEqual(['provisionedConcurrency changed']);
    await open.deploy('hello', { config: { provisionedConcurrency: 3 } });
    expect(await readProvisioned(stage)).toBe(3);
    expect((await readTags(stage))['lambda-deploy:attributes']).toMatch(
      /^provisionedConcurrency:\w+ recursion:\w+$/,
    );
  });
});

it('what somebody else configured is kept where nobody declares it', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  await open.deploy('hello');
  await stage.lambda.send(
    new PutFunctionEventInvokeConfigCommand({ ...ofLive, MaximumRetryAttempts: 0 }),
  );
  await stage.lambda.send(
    new PutProvisionedConcurrencyConfigCommand({ ...ofLive, ProvisionedConcurrentExecutions: 1 }),
  );
  await open.deploy('hello', { text: 'two', config: { recursion: 'Allow' } });
  expect(await readAsync(stage)).toEqual([0, undefined, undefined, undefined]);
  expect(await readProvisioned(stage)).toBe(1);
});

it('provisioned and reserved concurrency are lowered and raised together', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  for (const [reservedConcurrency, provisionedConcurrency] of [
    [2, 2],
    [6, 5],
    [3, 3],
  ] as const) {
    await open.deploy('hello', { config: { reservedConcurrency, provisionedConcurrency } });
    expect(await readProvisioned(stage)).toBe(provisionedConcurrency);
  }
});

it('a tag is removed by null, whoever set it', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  await open.deploy('hello', { config: { tags: { team: 'birds' } } });
  const Resource = `arn:aws:lambda:${stage.aws.region}:000000000000:function:hello`;
  await stage.lambda.send(new TagResourceCommand({ Resource, Tags: { theirs: 'x', cost: '1' } }));
  await open.deploy('hello', { config: { tags: { team: null, theirs: null } } });
  const tags = await readTags(stage);
  expect(tags).toMatchObject({ cost: '1' });
  expect(Object.keys(tags)).not.toContain('team');
  expect(Object.keys(tags)).not.toContain('theirs');
});
