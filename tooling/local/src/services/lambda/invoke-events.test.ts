import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  type InvokeCommandInput,
} from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { ExecutionEnded } from '../../execution/execution-ended.ts';
import { heldInvocations } from './testing/held-invocations.ts';
import {
  role,
  startLambda,
  zipOf,
  type LambdaTestOptions,
  type StartedLambda,
} from './testing/start-lambda.ts';

let lambda: StartedLambda;
const FunctionName = 'hello';
afterEach(() => lambda.stop());

const start = async (options?: LambdaTestOptions) => {
  lambda = await startLambda(options);
  await create(FunctionName);
};
const create = (name: string) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
    }),
  );
const invoke = (input: Partial<InvokeCommandInput> = {}) =>
  lambda.client.send(new InvokeCommand({ FunctionName, ...input }));
const reserve = (ReservedConcurrentExecutions: number) =>
  lambda.client.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
  );

describe('Event', () => {
  it('answers at once and runs the function later', async () => {
    const held = heldInvocations();
    await start({ run: held.run });
    const started = held.started();
    const answer = await invoke({ InvocationType: 'Event', Payload: Buffer.from('{"n":1}') });
    expect(answer).toMatchObject({ StatusCode: 202 });
    expect(answer.ExecutedVersion).toBeUndefined();
    await started;
    held.end();
  });

  it('waits for its turn instead of being refused', async () => {
    const held = heldInvocations();
    await start({ run: held.run });
    await reserve(1);
    await invoke({ InvocationType: 'Event' });
    await invoke({ InvocationType: 'Event' });
    expect(lambda.invoked).toHaveLength(1);
    const started = held.started();
    held.end();
    await started;
    held.end();
  });

  it('is dropped and reported while the reservation is 0, also when it waited before', async () => {
    const held = heldInvocations();
    await start({ run: held.run });
    await reserve(1);
    await invoke({ InvocationType: 'Event' });
    await invoke({ InvocationType: 'Event' });
    await reserve(0);
    await invoke({ InvocationType: 'Event' });
    await reserve(5);
    held.end();
    expect(lambda.invoked).toHaveLength(1);
    const message = 'An event for hello was dropped: its reserved concurrency is 0.';
    expect(lambda.failures).toMatchObject([{ message }, { message }]);
  });

  it('leaves room for callers who wait for an answer, however many wait', async () => {
    const held = heldInvocations();
    await start({ run: held.run });
    for (let call = 0; call < 150; call++) await invoke({ InvocationType: 'Event' });
    expect(lambda.invoked).toHaveLength(80);
    const started = held.started();
    const called = invoke();
    await started;
    for (let call = 0; call < 151; call++) {
      const next = lambda.invoked.length < 151 ? held.started() : undefined;
      held.end();
      await next;
    }
    expect(await called).toMatchObject({ StatusCode: 200 });
  });

  it('gives each function its turn', async () => {
    const held = heldInvocations();
    await start({ run: held.run });
    await create('other');
    for (let call = 0; call < 100; call++) await invoke({ InvocationType: 'Event' });
    await invoke({ FunctionName: 'other', InvocationType: 'Event' });
    for (let call = 0; call < 2; call++) {
      const started = held.started();
      held.end();
      await started;
    }
    const names = lambda.invoked.map((request) => request.function.functionName);
    expect(names.slice(80).sort()).toEqual(['hello', 'other']);
  });

  it('says nothing of what was ended by a close or a reset', async () => {
    await start({ run: () => Promise.reject(new ExecutionEnded('closed')) });
    await invoke({ InvocationType: 'Event' });
    await expect(invoke()).rejects.toMatchObject({ name: 'ServiceException', message: 'closed' });
    expect(lambda.failures).toEqual([]);
  });

  it('refuses an event of over 1 MB', async () => {
    await start();
    const Payload = Buffer.from(JSON.stringify('x'.repeat(1_048_576)));
    await expect(invoke({ InvocationType: 'Event', Payload })).rejects.toThrow(
      /smaller than 1048576 bytes/,
    );
  });

  it('tells of what could not run when nobody is left to be told', async () => {
    const failure = new Error('no process');
    const { promise, resolve } = Promise.withResolvers<unknown>();
    await start({ run: () => Promise.reject(failure), onFailure: resolve });
    await invoke({ InvocationType: 'Event' });
    expect(await promise).toBe(failure);
  });

  it('is dropped when the function is gone before its turn', async () => {
    const held = heldInvocations();
    await start({ run: held.run });
    await reserve(1);
    await invoke({ InvocationType: 'Event' });
    await invoke({ InvocationType: 'Event' });
    await lambda.client.send(new DeleteFunctionCommand({ FunctionName }));
    held.end();
    expect(lambda.invoked).toHaveLength(1);
    expect(lambda.failures).toEqual([]);
  });
});
