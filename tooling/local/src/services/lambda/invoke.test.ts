import {
  CreateAliasCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionCodeCommand,
  type InvokeCommandInput,
} from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { heldInvocations } from './testing/held-invocations.ts';
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

const start = async (options?: LambdaTestOptions, input: object = {}) => {
  lambda = await startLambda(options);
  await lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      ...input,
    }),
  );
};
const invoke = (input: Partial<InvokeCommandInput> = {}) =>
  lambda.client.send(new InvokeCommand({ FunctionName, ...input }));
const updateCode = (text: string, Publish = false) =>
  lambda.client.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipOf(text), Publish }),
  );
const reserve = (ReservedConcurrentExecutions: number) =>
  lambda.client.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
  );

describe('RequestResponse', () => {
  it('returns what the function returned', async () => {
    await start();
    const answer = await invoke({ Payload: Buffer.from('{"hello":"world"}') });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(answer.Payload?.transformToString()).toBe('{"hello":"world"}');
    expect(answer.FunctionError).toBeUndefined();
    expect(answer.LogResult).toBeUndefined();
  });

  it('gives a call without payload an empty event', async () => {
    await start();
    expect((await invoke()).Payload?.transformToString()).toBe('{}');
  });

  it('says when the function failed', async () => {
    await start({
      run: () =>
        Promise.resolve({ functionError: 'Unhandled', payload: Buffer.from('{"errorType":"E"}') }),
    });
    expect(await invoke()).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  });

  it('returns the last 4 KB of the log when it is asked to', async () => {
    const log = `${'x'.repeat(5000)}END\n`;
    await start({ run: () => Promise.resolve({ log }) });
    const { LogResult } = await invoke({ LogType: 'Tail' });
    expect(Buffer.from(LogResult ?? '', 'base64').toString()).toBe(log.slice(-4096));
  });

  it.each([
    ['hello', undefined, arn],
    ['hello:$LATEST', undefined, `${arn}:$LATEST`],
    [arn, '1', `${arn}:1`],
    ['hello', 'live', `${arn}:live`],
  ])('tells %s and %s as the caller said it', async (name, Qualifier, invokedFunctionArn) => {
    await start({}, { Publish: true });
    await lambda.client.send(
      new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }),
    );
    await invoke({ FunctionName: name, Qualifier });
    expect(lambda.invoked[0]).toMatchObject({ invokedFunctionArn });
  });

  it('hands on the client context as JSON, and refuses what is none', async () => {
    await start();
    const context = '{"custom":{"a":"b"}}';
    await invoke({ ClientContext: Buffer.from(context).toString('base64') });
    expect(lambda.invoked[0]).toMatchObject({ clientContext: context });
    await expect(invoke({ ClientContext: 'bm8=' })).rejects.toThrow(/Base64-encoded JSON object/);
  });

  it('refuses an event of over 6 MB', async () => {
    await start();
    const Payload = Buffer.from(JSON.stringify('x'.repeat(6_291_456)));
    await expect(invoke({ Payload })).rejects.toThrow(/smaller than 6291456 bytes/);
  });

  it('runs the code from before an update until the update is done', async () => {
    await start({ settleMs: 1000 });
    lambda.clock.nowMs += 1000;
    await invoke();
    await updateCode('new');
    await invoke();
    lambda.clock.nowMs += 1000;
    await invoke();
    const [first, second, third] = lambda.invoked.map((request) => request.function);
    expect(second).toEqual(first);
    expect(third?.codeSha256Hex).not.toBe(first?.codeSha256Hex);
    expect(third?.revision).not.toBe(first?.revision);
  });

  it('is refused while the function is Pending', async () => {
    await start({ settleMs: 1000 });
    await expect(invoke()).rejects.toMatchObject({ name: 'ResourceConflictException' });
  });

  it('refuses a runtime that it cannot run, by its name', async () => {
    await start({}, { Runtime: 'python3.12' });
    await expect(invoke()).rejects.toThrow(
      'The local AWS runs Node.js functions only, not python3.12',
    );
    expect(await invoke({ InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
  });
});

describe('an alias with weights', () => {
  it('sends its share to the additional version', async () => {
    const chances = [0, 0.29, 0.3, 0.99];
    await start({ chance: () => chances.shift() ?? 1 }, { Publish: true });
    await updateCode('new', true);
    await lambda.client.send(
      new CreateAliasCommand({
        FunctionName,
        Name: 'live',
        FunctionVersion: '1',
        RoutingConfig: { AdditionalVersionWeights: { 2: 0.3 } },
      }),
    );
    const versions = [];
    for (let call = 0; call < 4; call++) {
      versions.push((await invoke({ Qualifier: 'live' })).ExecutedVersion);
    }
    expect(versions).toEqual(['2', '2', '1', '1']);
  });
});

describe('reserved concurrency', () => {
  it('refuses the call too many, and takes the next one after an end', async () => {
    const held = heldInvocations();
    await start({ run: held.run });
    await reserve(1);
    const started = held.started();
    const first = invoke();
    await started;
    await expect(invoke()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
    held.end();
    await first;
    const again = held.started();
    const second = invoke();
    await again;
    held.end();
    await second;
  });
});

describe('an idle function', () => {
  const inactiveAfterMs = 14 * 24 * 3600 * 1000;
  const state = async () =>
    (await lambda.client.send(new GetFunctionConfigurationCommand({ FunctionName }))).State;

  it('is Inactive until it is called, and Pending until it is restored', async () => {
    await start({ settleMs: 1000, inactiveAfterMs });
    lambda.clock.nowMs += inactiveAfterMs;
    expect(await state()).toBe('Inactive');
    await expect(invoke()).rejects.toThrow(/in the following state: Pending/);
    expect(await state()).toBe('Pending');
    lambda.clock.nowMs += 1000;
    expect(await state()).toBe('Active');
    await invoke();
  });

  it('is not idle while it is called', async () => {
    await start({ inactiveAfterMs });
    for (let week = 0; week < 4; week++) {
      lambda.clock.nowMs += inactiveAfterMs / 2;
      await invoke();
    }
    expect(await state()).toBe('Active');
  });
});
