import { randomUUID } from 'node:crypto';
import { CreateEventBusCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  InvokeCommand,
  PublishVersionCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { zipOf } from './services/lambda/testing/start-lambda.ts';
import { createRecordingFunction } from './testing/recording-function.ts';
import { arn, role, startChains, type Chains } from './testing/start-chains.ts';
import { callWeb } from './testing/web-client.ts';

/** What goes through several services, as it does on AWS: each hop is asked whether it is allowed. */

let chains: Chains;
/** What the local AWS says of its own accord. */
let reported: object[];

beforeEach(async () => {
  reported = [];
  chains = await startChains();
});
afterEach(async () => {
  await chains.stop();
  expect(chains.aws.failures).toMatchObject(reported);
});

it('a schedule sends to a queue from which a function takes, and what cannot be sent is in the dead-letter queue', async () => {
  await chains.createQueue('jobs');
  await chains.createQueue('dead');
  await chains.map('jobs');
  const schedule = (Name: string, queue: string) =>
    chains.clients.scheduler.send(
      new CreateScheduleCommand({
        Name,
        ScheduleExpression: 'cron(0 3 1 * ? *)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: arn('sqs', queue),
          RoleArn: role,
          Input: JSON.stringify({ from: Name }),
          RetryPolicy: { MaximumRetryAttempts: 0 },
          DeadLetterConfig: { Arn: arn('sqs', 'dead') },
        },
      }),
    );
  await schedule('monthly', 'jobs');
  await schedule('astray', 'none');
  await chains.aws.setClock({ to: '2026-12-02T00:00:00Z' });
  expect(
    batchesIn(await chains.worker.received()).map(({ body }) => JSON.parse(body) as unknown),
  ).toEqual([{ from: 'monthly' }]);
  expect(await chains.take('dead')).toEqual([{ from: 'astray' }]);
});

it('a rule sends to a queue, a topic and another bus, and each goes on to a function', async () => {
  await chains.createQueue('direct', 'events.amazonaws.com');
  await chains.createQueue('wrapped', 'sns.amazonaws.com');
  await chains.createQueue('raw', 'sns.amazonaws.com');
  await chains.createTopic('news', 'events.amazonaws.com');
  await chains.subscribe('news', 'wrapped');
  await chains.subscribe('news', 'raw', { RawMessageDelivery: 'true' });
  await chains.clients.events.send(new CreateEventBusCommand({ Name: 'other' }));
  await chains.rule('default', [
    { Id: 'queue', Arn: arn('sqs', 'direct') },
    { Id: 'topic', Arn: arn('sns', 'news'), InputPath: '$.detail' },
    { Id: 'bus', Arn: arn('events', 'event-bus/other'), RoleArn: role },
  ]);
  await chains.rule('other', [{ Id: 'function', Arn: chains.worker.arn }]);
  await chains.worker.allow('events.amazonaws.com', arn('events', 'rule/other/of-other'));
  for (const queue of ['direct', 'wrapped', 'raw']) await chains.map(queue);

  await chains.clients.events.send(
    new PutEventsCommand({
      Entries: [{ Source: 'shop', DetailType: 'Sold', Detail: '{"n":1}' }],
    }),
  );
  const received = await chains.worker.received();
  expect(received.flatMap((event) => (isBatch(event) ? [] : [event]))).toMatchObject([
    { source: 'shop', 'detail-type': 'Sold', detail: { n: 1 } },
  ]);
  const bodies = new Map(batchesIn(received).map((record) => [record.eventSourceARN, record.body]));
  expect(JSON.parse(bodies.get(arn('sqs', 'direct')) ?? '')).toMatchObject({ source: 'shop' });
  expect(bodies.get(arn('sqs', 'raw'))).toBe('{"n":1}');
  expect(JSON.parse(bodies.get(arn('sqs', 'wrapped')) ?? '')).toMatchObject({
    Type: 'Notification',
    TopicArn: arn('sns', 'news'),
    Message: '{"n":1}',
  });
});

it('queues and topics take nothing from whom their policies do not name', async () => {
  await chains.createQueue('closed');
  await chains.createTopic('closed');
  await chains.createQueue('dead', 'events.amazonaws.com');
  const DeadLetterConfig = { Arn: arn('sqs', 'dead') };
  await chains.rule('default', [
    { Id: 'queue', Arn: arn('sqs', 'closed'), DeadLetterConfig },
    { Id: 'topic', Arn: arn('sns', 'closed'), DeadLetterConfig },
  ]);
  await chains.clients.events.send(
    new PutEventsCommand({ Entries: [{ Source: 'shop', DetailType: 'Sold', Detail: '{}' }] }),
  );
  await chains.aws.setClock({ advanceSeconds: 1 });
  expect(await chains.take('closed')).toEqual([]);
  expect(await chains.take('dead')).toMatchObject([{ source: 'shop' }, { source: 'shop' }]);
});

it('a bucket tells a queue, a topic and the default bus of an object, and functions get it', async () => {
  await chains.createQueue('objects', 's3.amazonaws.com');
  await chains.createTopic('objects', 's3.amazonaws.com');
  await chains.clients.s3.send(new CreateBucketCommand({ Bucket: 'inbox' }));
  await chains.clients.sns.send(
    new SubscribeCommand({
      TopicArn: arn('sns', 'objects'),
      Protocol: 'lambda',
      Endpoint: chains.worker.arn,
    }),
  );
  await chains.worker.allow('sns.amazonaws.com', arn('sns', 'objects'));
  await chains.rule('default', [{ Id: 'function', Arn: chains.worker.arn }], 'aws.s3');
  await chains.worker.allow('events.amazonaws.com', arn('events', 'rule/of-default'));
  await chains.map('objects');
  await chains.clients.s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: 'inbox',
      NotificationConfiguration: {
        QueueConfigurations: [
          { QueueArn: arn('sqs', 'objects'), Events: ['s3:ObjectCreated:Put'] },
        ],
        TopicConfigurations: [{ TopicArn: arn('sns', 'objects'), Events: ['s3:ObjectRemoved:*'] }],
        EventBridgeConfiguration: {},
      },
    }),
  );
  await chains.clients.s3.send(
    new PutObjectCommand({ Bucket: 'inbox', Key: 'a b.csv', Body: 'x' }),
  );
  await chains.clients.s3.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'a b.csv' }));
  const texts = (await chains.worker.received()).map((event) => JSON.stringify(event));
  const told = texts.filter((text) => !text.includes('s3:TestEvent'));
  const tellers = (detail: string) =>
    told
      .filter((text) => text.includes(detail) && /"a[ +]b.csv/.test(text.replaceAll('\\', '')))
      .map((text) => /aws:sqs|aws:sns|Object \w+/.exec(text)?.[0])
      .toSorted();
  expect(told).toHaveLength(4);
  expect(tellers('ObjectCreated:Put')).toEqual(['aws:sqs']);
  expect(tellers('ObjectRemoved:Delete')).toEqual(['aws:sns']);
  expect(tellers('"reason":"')).toEqual(['Object Created', 'Object Deleted']);
});

it.each([
  ['success', {}, 'Success'],
  ['failure', { fail: true }, 'RetriesExhausted'],
])(
  'the record of a %s reaches a queue, a topic, a bus and a function',
  async (_, payload, condition) => {
    await chains.createQueue('records', 'sns.amazonaws.com');
    await chains.createTopic('records');
    await chains.subscribe('records', 'records', { RawMessageDelivery: 'true' });
    await chains.rule('default', [{ Id: 'function', Arn: chains.worker.arn }], 'lambda');
    await chains.worker.allow('events.amazonaws.com', arn('events', 'rule/of-default'));
    const destinations = [
      arn('sqs', 'records'),
      arn('sns', 'records'),
      arn('events', 'event-bus/default'),
      chains.worker.arn,
    ];
    for (const Destination of destinations) {
      const FunctionName = `told-${randomUUID()}`;
      const told = await createRecordingFunction(chains.aws, FunctionName, {
        Role: role,
        Code: {
          ZipFile: zipOf(`exports.handler = async ({ fail }) => { if (fail) throw Error('no'); };`),
        },
      });
      told.stop();
      const to = { OnSuccess: { Destination }, OnFailure: { Destination } };
      await chains.clients.lambda.send(
        new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig: to }),
      );
      await chains.clients.lambda.send(
        new InvokeCommand({
          FunctionName,
          InvocationType: 'Event',
          Payload: JSON.stringify(payload),
        }),
      );
    }
    // Two retries, after one minute and after two more.
    await chains.aws.setClock({ advanceSeconds: 181 });
    const record = { requestContext: { condition }, requestPayload: payload };
    const taken = await chains.take('records');
    expect(taken).toMatchObject([record, record]);
    const received = await chains.worker.received();
    const isOnBus = (event: unknown) => JSON.stringify(event).includes('"source":"lambda"');
    expect(received.filter((event) => !isOnBus(event))).toMatchObject([record]);
    expect(received.filter(isOnBus)).toMatchObject([{ source: 'lambda', detail: record }]);
  },
);

it('an HTTP API and a URL call the version to which all of an alias goes', async () => {
  const FunctionName = 'answering';
  const answering = await createRecordingFunction(chains.aws, FunctionName, {
    Role: role,
    Code: {
      ZipFile: zipOf(`exports.handler = async (_, { functionVersion }) => functionVersion;`),
    },
  });
  answering.stop();
  for (const Description of ['one', 'two']) {
    await chains.clients.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Description }),
    );
    await chains.clients.lambda.send(new PublishVersionCommand({ FunctionName }));
  }
  await chains.clients.lambda.send(
    new CreateAliasCommand({
      FunctionName,
      Name: 'live',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { 2: 1 } },
    }),
  );
  const Qualifier = 'live';
  const allow = (StatementId: string, Action: string, Principal: string) =>
    chains.clients.lambda.send(
      new AddPermissionCommand({ FunctionName, Qualifier, StatementId, Action, Principal }),
    );
  const { FunctionUrl = '' } = await chains.clients.lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, Qualifier, AuthType: 'NONE' }),
  );
  const ApiEndpoint = await chains.createApi('GET /', `${answering.arn}:live`);
  expect((await callWeb(FunctionUrl)).status).toBe(403);
  expect((await callWeb(`${ApiEndpoint}/`)).status).toBe(500);
  await allow('api', 'lambda:InvokeFunction', 'apigateway.amazonaws.com');
  expect(await callWeb(`${ApiEndpoint}/`)).toMatchObject({ status: 200, text: '2' });
  await allow('url', 'lambda:InvokeFunctionUrl', '*');
  await allow('invoke', 'lambda:InvokeFunction', '*');
  expect(await callWeb(FunctionUrl)).toMatchObject({ status: 200, text: '2' });
});

interface QueueRecord {
  readonly body: string;
  readonly eventSourceARN: string;
}

const batchesIn = (events: readonly unknown[]) =>
  events.flatMap((event) => (isBatch(event) ? event.Records : []));

function isBatch(event: unknown): event is { readonly Records: readonly QueueRecord[] } {
  return typeof event === 'object' && event !== null && 'Records' in event;
}
