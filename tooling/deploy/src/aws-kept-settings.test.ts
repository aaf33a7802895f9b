import {
  GetFunctionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { LambdaConfig } from '@tooling/core';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../test/by-hand.ts';
import { openStore, zipOf } from '../test/open-store.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const key = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000000';

it('a description is set, kept without its line whoever wrote it, and taken away by null', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const read = async () => {
    const { Configuration } = await stage.lambda.send(
      new GetFunctionCommand({ FunctionName: 'hello' }),
    );
    return Configuration?.Description;
  };
  await open.deploy('hello', { config: { description: 'says hello' } });
  await open.deploy('hello', { text: 'two' });
  expect(await read()).toBe('says hello');
  await expect(open.plan('hello', { text: 'two' })).rejects.toThrow('nothing to do');

  const Description = 'says hello to birds';
  await stage.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: 'hello', Description }),
  );
  await open.deploy('hello', { text: 'three' });
  expect(await read()).toBe(Description);
  // The version knows it, so declaring just that is no change.
  await expect(
    open.plan('hello', { text: 'three', config: { description: Description } }),
  ).rejects.toThrow('nothing to do');
  const change = await open.plan('hello', { text: 'three', config: { description: null } });
  expect(change.reasons).toEqual(['description changed']);
  await open.deploy('hello', { text: 'three', config: { description: null } });
  expect(await read()).toBe('');
});

describe("the customer's key of a zip", () => {
  const readKey = async ({ lambda }: TestStage) =>
    (await lambda.send(new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' }))).Code
      ?.SourceKMSKeyArn;

  it('is set at creation, changed with the code, kept without its line, and taken away by null', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    const config: LambdaConfig = { sourceKmsKeyArn: key };
    await open.deploy('hello', { config });
    expect(await readKey(stage)).toBe(key);
    await expect(open.plan('hello', { config })).rejects.toThrow('nothing to do');
    await open.deploy('hello', { text: 'two' });
    expect(await readKey(stage)).toBe(key);
    const change = await open.plan('hello', { text: 'two', config: { sourceKmsKeyArn: null } });
    expect(change.reasons).toEqual([`sourceKmsKeyArn ${key} → not set`]);
    await open.deploy('hello', { text: 'two', config: { sourceKmsKeyArn: null } });
    expect(await readKey(stage)).toBeUndefined();
    await open.deploy('hello', { text: 'two', config });
    expect(await readKey(stage)).toBe(key);
  });

  it('is kept where somebody else set it', async () => {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await open.deploy('hello');
    await stage.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'hello',
        ZipFile: zipOf({ text: 'by hand' }),
        SourceKMSKeyArn: key,
      }),
    );
    await open.deploy('hello', { text: 'two' });
    expect(await readKey(stage)).toBe(key);
  });
});

it('the role and the retention follow the log group, and the log of an older version stays allowed', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const retained = (logging: LambdaConfig['logging']): LambdaConfig => ({
    logging: { retentionInDays: 7, ...logging },
  });
  await open.deploy('hello', { config: retained({}) });
  await open.deploy('hello', { config: retained({ logGroup: '/teams/birds' }) });
  const groups = await open.store.readFunctions([
    { functionName: 'hello', withLogRetention: true },
    { functionName: 'hello', withLogRetention: true, logGroup: '/teams/bees' },
  ]);
  expect(
    groups.map((state) => state.kind === 'live' && state.live.attributes.logRetentionInDays),
  ).toEqual([7, undefined]);
  const policy = await readPolicy(stage, 'hello-us-east-1');
  expect(policy.map(({ Resource }) => Resource[0])).toEqual([
    'arn:aws:logs:us-east-1:*:log-group:/teams/birds',
    'arn:aws:logs:us-east-1:*:log-group:/aws/lambda/hello',
  ]);
  // Without its line it is still this function's group.
  await expect(open.plan('hello', { config: retained({}) })).rejects.toThrow('nothing to do');
});
