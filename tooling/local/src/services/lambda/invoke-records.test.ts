import {
  CreateAliasCommand,
  CreateFunctionCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, expect, it } from 'vitest';
import { role, startLambda, zipOf, type StartedLambda } from './testing/start-lambda.ts';

let lambda: StartedLambda;
const FunctionName = 'hello';
afterEach(() => lambda.stop());

/** A function that fails when it is asked to, with version 1 and an alias `live` of it. */
async function start(): Promise<void> {
  lambda = await startLambda({
    run: ({ payload }) =>
      Promise.resolve({
        durationMs: 12,
        functionError: Buffer.from(payload).toString() === '"fail"' ? 'Unhandled' : undefined,
      }),
  });
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
  const alias = { FunctionName, Name: 'live', FunctionVersion: '1' };
  await lambda.client.send(new CreateAliasCommand(alias));
}

const invoke = (input: Partial<ConstructorParameters<typeof InvokeCommand>[0]> = {}) =>
  lambda.client.send(new InvokeCommand({ FunctionName, ...input }));

it('is told of the alias that was called, the version that ran and how long it took', async () => {
  await start();
  lambda.clock.nowMs += 500;
  const answer = await invoke({ Qualifier: 'live' });
  expect(lambda.records).toEqual([
    {
      functionName: FunctionName,
      qualifier: 'live',
      executedVersion: '1',
      requestId: answer.$metadata.requestId,
      invocationType: 'RequestResponse',
      outcome: 'succeeded',
      startedAtMs: lambda.clock.nowMs,
      durationMs: 12,
    },
  ]);
});

it('is told of failures', async () => {
  await start();
  await invoke({ Payload: Buffer.from('"fail"') });
  await invoke();
  expect(lambda.records).toMatchObject([
    { outcome: 'failed', executedVersion: '$LATEST', qualifier: undefined },
    { outcome: 'succeeded' },
  ]);
});

it('is told of an invocation that was throttled', async () => {
  await start();
  const none = { FunctionName, ReservedConcurrentExecutions: 0 };
  await lambda.client.send(new PutFunctionConcurrencyCommand(none));
  await expect(invoke({ Qualifier: 'live' })).rejects.toThrow('Rate Exceeded.');
  expect(lambda.records).toMatchObject([
    { outcome: 'throttled', qualifier: 'live', executedVersion: '1', durationMs: 0 },
  ]);
});
