import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  ListFunctionEventInvokeConfigsCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionEventInvokeConfigCommand,
  type FunctionEventInvokeConfig,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Message } from '../../delivery/delivery.ts';
import type { InvocationRequest, InvocationResult } from '../../execution/executor.ts';
import { manualWait } from './testing/manual-wait.ts';
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
const auditArn = `arn:aws:lambda:${region}:${accountId}:function:audit`;
const queueArn = `arn:aws:sqs:${region}:${accountId}:queue`;
afterEach(() => lambda.stop());

const create = (name: string, input: object = {}) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: zipOf() },
      Publish: true,
      ...input,
    }),
  );
const start = async (options?: LambdaTestOptions, input?: object) => {
  lambda = await startLambda(options);
  await create('audit');
  await create(FunctionName, input);
  const alias = { FunctionName, Name: 'live', FunctionVersion: '1' };
  await lambda.client.send(new CreateAliasCommand(alias));
};
const put = (input: object) =>
  lambda.client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...input }));
const get = (Qualifier?: string) =>
  lambda.client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier }));
const list = async () => {
  const request = new ListFunctionEventInvokeConfigsCommand({ FunctionName });
  const { FunctionEventInvokeConfigs = [] } = await lambda.client.send(request);
  return FunctionEventInvokeConfigs.map(({ FunctionArn }) => FunctionArn);
};
const said = ({ MaximumRetryAttempts, MaximumEventAgeInSeconds }: FunctionEventInvokeConfig) => ({
  MaximumRetryAttempts,
  MaximumEventAgeInSeconds,
});

describe('the configuration of asynchronous invocations', () => {
  it('is replaced by Put and added to by Update', async () => {
    await start();
    const first = await put({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 2 });
    expect(first).toMatchObject({
      FunctionArn: `${arn}:$LATEST`,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
      LastModified: new Date(lambda.clock.nowMs),
    });
    await put({ MaximumRetryAttempts: 0 });
    expect(said(await get())).toEqual({ MaximumRetryAttempts: 0 });
    const update = { FunctionName, MaximumEventAgeInSeconds: 120 };
    await lambda.client.send(new UpdateFunctionEventInvokeConfigCommand(update));
    expect(said(await get())).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 120 });
  });

  it('is of a version or an alias, and goes with it', async () => {
    await start();
    for (const Qualifier of ['live', '1', '$LATEST']) {
      await put({ Qualifier, MaximumRetryAttempts: 1 });
    }
    expect(await list()).toEqual([`${arn}:$LATEST`, `${arn}:1`, `${arn}:live`]);
    await lambda.client.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    expect(await list()).toEqual([`${arn}:$LATEST`, `${arn}:1`]);
    await lambda.client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
    await expect(get()).rejects.toThrow(
      `The function ${arn}:$LATEST doesn't have an EventInvokeConfig`,
    );
  });

  it('refuses another function that is not there as destination', async () => {
    await start();
    const OnFailure = { Destination: `${auditArn}:77` };
    await expect(put({ DestinationConfig: { OnFailure } })).rejects.toThrow(
      `The destination ARN ${auditArn}:77 is invalid.`,
    );
  });

  it('takes an S3 bucket for failures alone', async () => {
    await start();
    const bucket = { Destination: 'arn:aws:s3:::bucket' };
    await put({ DestinationConfig: { OnFailure: bucket } });
    await expect(put({ DestinationConfig: { OnSuccess: bucket } })).rejects.toThrow(
      /^The provided destination config DestinationConfig\(onSuccess=OnSuccess\(destination=arn:aws:s3:::bucket\), onFailure=null\) is invalid\.$/,
    );
  });
});

describe('an asynchronous invocation', () => {
  let time: ReturnType<typeof manualWait>;
  let told: PromiseWithResolvers<Record<string, unknown>>;
  beforeEach(() => {
    time = manualWait();
    told = Promise.withResolvers();
  });
  /** Runs the function as it is said, and keeps what the other one is told. */
  const running = (outcome: Partial<InvocationResult>) => ({
    wait: time.wait,
    run: ({ function: { functionName }, payload }: InvocationRequest) => {
      if (functionName === FunctionName) return Promise.resolve(outcome);
      told.resolve(JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>);
      return Promise.resolve({});
    },
  });
  const failing = () =>
    running({ functionError: 'Unhandled', payload: Buffer.from('{"errorMessage":"no"}') });
  const invoke = (Qualifier?: string) =>
    lambda.client.send(
      new InvokeCommand({
        FunctionName,
        Qualifier,
        InvocationType: 'Event',
        Payload: Buffer.from('{"n":1}'),
      }),
    );
  const attempts = () =>
    lambda.invoked.filter((request) => request.function.functionName === FunctionName).length;

  it('is tried twice more, after one minute and after two', async () => {
    await start(failing());
    await put({ DestinationConfig: { OnFailure: { Destination: auditArn } } });
    const { $metadata } = await invoke();
    expect(await time.waiting()).toBe(60_000);
    time.pass(lambda.clock);
    expect(await time.waiting()).toBe(120_000);
    time.pass(lambda.clock);
    expect(await told.promise).toEqual({
      version: '1.0',
      timestamp: '2026-03-01T12:03:00.000Z',
      requestContext: {
        requestId: $metadata.requestId,
        functionArn: `${arn}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { n: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'no' },
    });
    expect(attempts()).toBe(3);
    const failed = lambda.records.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toHaveLength(3);
  });

  it('is tried again when nothing could run it, and is not lost', async () => {
    const options = running({});
    let isFull = true;
    await start({
      ...options,
      run: (request) => {
        if (!isFull || request.function.functionName !== FunctionName) return options.run(request);
        return Promise.reject(new Error('ENOSPC: no space left on device'));
      },
    });
    await put({ DestinationConfig: { OnSuccess: { Destination: auditArn } } });
    await invoke();
    expect(await time.waiting()).toBe(60_000);
    isFull = false;
    time.pass(lambda.clock);
    expect(await told.promise).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 2 },
      requestPayload: { n: 1 },
    });
    expect(lambda.failures).toMatchObject([{ message: 'ENOSPC: no space left on device' }]);
  });

  it('is tried as often as the alias that was called says', async () => {
    await start(failing());
    const DestinationConfig = { OnFailure: { Destination: auditArn } };
    await put({ Qualifier: 'live', MaximumRetryAttempts: 0, DestinationConfig });
    await invoke('live');
    expect(await told.promise).toMatchObject({
      requestContext: { functionArn: `${arn}:live`, approximateInvokeCount: 1 },
      responseContext: { executedVersion: '1' },
    });
  });

  it('is not tried again when it will be too old by then', async () => {
    await start(failing());
    const DestinationConfig = { OnFailure: { Destination: auditArn } };
    await put({ MaximumEventAgeInSeconds: 60, DestinationConfig });
    await invoke();
    expect(await told.promise).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 1 },
    });
    expect(attempts()).toBe(1);
  });

  it('tells the destination of its success', async () => {
    await start(running({ payload: Buffer.from('{"n":2}') }));
    await put({ DestinationConfig: { OnSuccess: { Destination: auditArn } } });
    await invoke();
    expect(await told.promise).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 1 },
      requestPayload: { n: 1 },
      responsePayload: { n: 2 },
    });
  });

  it('tells the destination that the reservation is 0', async () => {
    await start(running({}));
    await put({ DestinationConfig: { OnFailure: { Destination: auditArn } } });
    const none = { FunctionName, ReservedConcurrentExecutions: 0 };
    await lambda.client.send(new PutFunctionConcurrencyCommand(none));
    await invoke();
    const said = await told.promise;
    expect(said).toMatchObject({
      requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 },
    });
    expect(said).not.toHaveProperty('responseContext');
  });

  it('says what it could not deliver', async () => {
    const failures: unknown[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const onFailure = (failure: unknown) => {
      if (failures.push(failure) === 2) resolve();
    };
    await start({ ...failing(), onFailure }, { DeadLetterConfig: { TargetArn: queueArn } });
    const DestinationConfig = { OnFailure: { Destination: queueArn } };
    await put({ MaximumRetryAttempts: 0, DestinationConfig });
    await invoke();
    await promise;
    expect(failures.map((failure) => (failure as Error).message)).toEqual([
      `The record of an invocation was not delivered to ${queueArn}: nothing is sent from here.`,
      `The event of a failed invocation of hello was not delivered to ${queueArn}: nothing is sent from here.`,
    ]);
  });

  it('tells an event bus of it by an event', async () => {
    const messages: Message[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const delivery: Delivery = {
      receive(message) {
        messages.push(message);
        resolve();
        return Promise.resolve();
      },
      check: () => Promise.resolve(),
    };
    const busArn = `arn:aws:events:${region}:${accountId}:event-bus/default`;
    await start({ ...running({ payload: Buffer.from('{"n":2}') }), delivery });
    await put({ DestinationConfig: { OnSuccess: { Destination: busArn } } });
    await invoke();
    await promise;
    const sender = {
      principal: 'lambda.amazonaws.com',
      sourceArn: `${arn}:$LATEST`,
      roleArn: role,
    };
    expect(messages).toMatchObject([{ targetArn: busArn, sender }]);
    // Recorded (test_lambda_destinations.snapshot.json).
    expect(JSON.parse(messages[0]?.body ?? '')).toMatchObject({
      source: 'lambda',
      detailType: 'Lambda Function Invocation Result - Success',
      detail: { requestPayload: { n: 1 }, responsePayload: { n: 2 } },
      resources: [busArn, `${arn}:$LATEST`],
    });
  });
});
