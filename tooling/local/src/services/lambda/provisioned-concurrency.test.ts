import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import {
  accountId,
  region,
  role,
  startLambda,
  zipOf,
  type LambdaTestOptions,
  type StartedLambda,
} from './testing/start-lambda.ts';

let lambda: StartedLambda;
const FunctionName = 'hello';
const arn = `arn:aws:lambda:${region}:${accountId}:function:hello`;
afterEach(() => lambda.stop());

/** Versions 1 and 2, and the alias `live` of the first. */
const start = async (options?: LambdaTestOptions) => {
  lambda = await startLambda(options);
  await lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      Publish: true,
    }),
  );
  lambda.clock.nowMs += options?.settleMs ?? 0;
  const code = { FunctionName, ZipFile: zipOf('second'), Publish: true };
  await lambda.client.send(new UpdateFunctionCodeCommand(code));
  lambda.clock.nowMs += options?.settleMs ?? 0;
  const alias = { FunctionName, Name: 'live', FunctionVersion: '1' };
  await lambda.client.send(new CreateAliasCommand(alias));
};
const put = (Qualifier: string, ProvisionedConcurrentExecutions = 1) =>
  lambda.client.send(
    new PutProvisionedConcurrencyConfigCommand({
      FunctionName,
      Qualifier,
      ProvisionedConcurrentExecutions,
    }),
  );
const get = (Qualifier: string, name = FunctionName) =>
  lambda.client.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName: name, Qualifier }));
const remove = (Qualifier: string) =>
  lambda.client.send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier }));
const reserve = (ReservedConcurrentExecutions: number) =>
  lambda.client.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
  );
const listed = async () => {
  const request = new ListProvisionedConcurrencyConfigsCommand({ FunctionName });
  const { ProvisionedConcurrencyConfigs = [] } = await lambda.client.send(request);
  return ProvisionedConcurrencyConfigs.map(({ FunctionArn }) => FunctionArn);
};

const amounts = (allocated: number, requested: number, Status: string) => ({
  AllocatedProvisionedConcurrentExecutions: allocated,
  AvailableProvisionedConcurrentExecutions: allocated,
  RequestedProvisionedConcurrentExecutions: requested,
  Status,
});

describe('provisioned concurrency', () => {
  it('is in progress until its time has come, also when it is changed', async () => {
    await start({ settleMs: 1000 });
    expect(await put('live', 2)).toMatchObject(amounts(0, 2, 'IN_PROGRESS'));
    lambda.clock.nowMs += 999;
    expect(await get('live')).toMatchObject(amounts(0, 2, 'IN_PROGRESS'));
    lambda = await lambda.restart();
    lambda.clock.nowMs += 1;
    expect(await get('live')).toMatchObject(amounts(2, 2, 'READY'));
    expect(await put('live', 5)).toMatchObject(amounts(2, 5, 'IN_PROGRESS'));
  });

  it('moves with its alias', async () => {
    await start({ settleMs: 1000 });
    await put('live');
    lambda.clock.nowMs += 1000;
    const move = { FunctionName, Name: 'live', FunctionVersion: '2' };
    await lambda.client.send(new UpdateAliasCommand(move));
    expect(await get('live')).toMatchObject(amounts(1, 1, 'IN_PROGRESS'));
    lambda.clock.nowMs += 1000;
    expect(await get('live')).toMatchObject(amounts(1, 1, 'READY'));
    await expect(get('1')).rejects.toThrow(
      'No Provisioned Concurrency Config found for this function',
    );
  });

  it('is once for a version, by itself or through an alias', async () => {
    await start();
    await put('1');
    await expect(put('live')).rejects.toThrow(
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
    );
    await remove('1');
    await put('live');
    await expect(put('1')).rejects.toThrow('Version is pointed by a Provisioned Concurrency alias');
    await put('2');
    expect(await listed()).toEqual([`${arn}:2`, `${arn}:live`]);
  });

  it('is not for an alias with weights, which may get them afterwards', async () => {
    await start();
    const weigh = (AdditionalVersionWeights: Record<string, number>) =>
      lambda.client.send(
        new UpdateAliasCommand({
          FunctionName,
          Name: 'live',
          RoutingConfig: { AdditionalVersionWeights },
        }),
      );
    await weigh({ 2: 0.1 });
    await expect(put('live')).rejects.toThrow(
      'Alias with weights can not be used with Provisioned Concurrency',
    );
    await weigh({});
    await put('live');
    await weigh({ 2: 0.1 });
    expect(await get('live')).toMatchObject(amounts(1, 1, 'READY'));
  });

  it('goes with its alias, and deleting what is not there is no error', async () => {
    await start();
    await put('live');
    await lambda.client.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    expect(await listed()).toEqual([]);
    await remove('1');
    await expect(get('live')).rejects.toThrow(`Cannot find alias arn: ${arn}:live`);
  });

  it('is of published versions only', async () => {
    await start();
    await expect(put('$LATEST')).rejects.toThrow(
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    );
    await expect(put('77')).rejects.toThrow(`Function not found: ${arn}:77`);
    await expect(get('none', 'absent')).rejects.toThrow(/^Cannot find alias arn: .*:absent:none$/);
  });

  it('stays within the account and the reservation of the function', async () => {
    await start();
    await expect(put('1', 1001)).rejects.toThrow(
      "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].",
    );
    await expect(put('1', 901)).rejects.toThrow(
      "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    );
    await put('1', 2);
    await expect(reserve(1)).rejects.toThrow(
      " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].",
    );
    await reserve(2);
    await expect(put('2')).rejects.toThrow(
      'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    );
    await put('1', 1);
    await put('2', 1);
  });
});
