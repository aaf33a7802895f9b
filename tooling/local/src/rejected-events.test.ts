import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionUrlConfigCommand,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { zipOf } from './services/lambda/testing/start-lambda.ts';
import { createRecordingFunction, type RecordingFunction } from './testing/recording-function.ts';
import { arn, role, startChains, type Chains } from './testing/start-chains.ts';
import { callWeb } from './testing/web-client.ts';

/** What a user sees of an event that the handler rejects, whatever it came by. */

const FunctionName = 'picky';
const code = `exports.handler = async (event) => {
  const text = JSON.stringify(event);
  console.log('received: ' + text);
  if (text.includes('unreadable')) throw new TypeError('cannot read this');
  return 'read';
};`;

let chains: Chains;
let picky: RecordingFunction;
beforeEach(async () => {
  chains = await startChains();
  for (const name of ['dead', 'told', 'dead-jobs', 'jobs']) await chains.createQueue(name);
  picky = await createRecordingFunction(chains.aws, FunctionName, {
    Role: role,
    Code: { ZipFile: zipOf(code) },
    DeadLetterConfig: { TargetArn: arn('sqs', 'dead') },
  });
});
afterEach(async () => {
  picky.stop();
  await chains.stop();
  expect(chains.aws.failures).toEqual([]);
});

type Send = (text: string) => Promise<unknown>;

/** Each lets the service call the function, and says how an event comes of it. */
const triggers = {
  async schedule(): Promise<Send> {
    return (text) =>
      chains.clients.scheduler.send(
        new CreateScheduleCommand({
          Name: text,
          ScheduleExpression: 'cron(0 3 * * ? *)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: picky.arn, RoleArn: role, Input: JSON.stringify({ schedule: text }) },
        }),
      );
  },
  async bucket(): Promise<Send> {
    const Bucket = 'inbox';
    await chains.clients.s3.send(new CreateBucketCommand({ Bucket }));
    await picky.allow('s3.amazonaws.com', `arn:aws:s3:::${Bucket}`);
    const notification = { LambdaFunctionArn: picky.arn, Events: ['s3:ObjectCreated:*' as const] };
    await chains.clients.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { LambdaFunctionConfigurations: [notification] },
      }),
    );
    return (Key) => chains.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  },
  async rule(): Promise<Send> {
    await chains.rule('default', [{ Id: 'function', Arn: picky.arn }]);
    await picky.allow('events.amazonaws.com', arn('events', 'rule/of-default'));
    return (text) => {
      const entry = { Source: 'shop', DetailType: 'Sold', Detail: JSON.stringify({ text }) };
      return chains.clients.events.send(new PutEventsCommand({ Entries: [entry] }));
    };
  },
  async topic(): Promise<Send> {
    const TopicArn = arn('sns', 'news');
    await chains.createTopic('news');
    await picky.allow('sns.amazonaws.com', TopicArn);
    await chains.clients.sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint: picky.arn }),
    );
    return (Message) => chains.clients.sns.send(new PublishCommand({ TopicArn, Message }));
  },
  async queue(): Promise<Send> {
    const QueueUrl = `${chains.aws.url}/000000000000/jobs`;
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: arn('sqs', 'dead-jobs'),
      maxReceiveCount: 3,
    });
    await chains.clients.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }),
    );
    const mapping = { FunctionName, EventSourceArn: arn('sqs', 'jobs'), BatchSize: 1 };
    await chains.clients.lambda.send(new CreateEventSourceMappingCommand(mapping));
    return (text) =>
      chains.clients.sqs.send(
        new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ text }) }),
      );
  },
};

/** Which of them an event came by. */
function triggerOf(text: string): string | undefined {
  const marks = {
    schedule: '{"schedule":',
    bucket: '"aws:s3"',
    rule: '"source":"shop"',
    topic: '"aws:sns"',
    queue: '"aws:sqs"',
  };
  return Object.entries(marks).find(([, mark]) => text.includes(mark))?.[0];
}

/** How often each trigger brought it. */
function timesOf(word: string, events: readonly unknown[]): Record<string, number> {
  const of = events.map((event) => JSON.stringify(event)).filter((text) => text.includes(word));
  return Object.fromEntries(
    Object.keys(triggers).map((name) => [name, of.filter((t) => triggerOf(t) === name).length]),
  );
}

const each = (times: number) =>
  Object.fromEntries(Object.keys(triggers).map((name) => [name, times]));

/** What the runtime says of the errors in the function's log. */
async function errors(): Promise<readonly string[]> {
  const { events = [] } = await chains.clients.logs.send(
    new FilterLogEventsCommand({
      logGroupName: `/aws/lambda/${FunctionName}`,
      filterPattern: '"Invoke Error"',
    }),
  );
  return events.map(({ message = '' }) => message);
}

it('is tried three times, told in the log each time and put aside; no other event is lost', async () => {
  await chains.clients.lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName,
      DestinationConfig: { OnFailure: { Destination: arn('sqs', 'told') } },
    }),
  );
  const sends = await Promise.all(Object.values(triggers).map((trigger) => trigger()));
  for (const text of ['unreadable', 'fine']) {
    for (const send of sends) await send(text);
  }
  await chains.aws.setClock({ to: '2026-11-21T04:00:00Z' });

  const received = await picky.received();
  expect(timesOf('unreadable', received)).toEqual(each(3));
  expect(timesOf('fine', received)).toEqual(each(1));
  const logged = await errors();
  expect(logged).toHaveLength(15);
  expect(logged[0]).toMatch(/"errorType":"TypeError","errorMessage":"cannot read this"/);

  const [dead, told] = [await chains.take('dead'), await chains.take('told')];
  expect(timesOf('unreadable', dead)).toEqual({ ...each(1), queue: 0 });
  expect(timesOf('unreadable', told)).toEqual({ ...each(1), queue: 0 });
  for (const record of told) {
    expect(record).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      responsePayload: { errorType: 'TypeError', errorMessage: 'cannot read this' },
    });
  }
  expect(await chains.take('dead-jobs')).toEqual([{ text: 'unreadable' }]);
  expect(await chains.take('jobs')).toEqual([]);
});

it('is answered by HTTP with 500 or 502 and told in the log once; the next request is answered', async () => {
  const { lambda } = chains.clients;
  for (const [StatementId, Action] of [
    ['url', 'lambda:InvokeFunctionUrl'],
    ['all', 'lambda:InvokeFunction'],
  ] as const) {
    await lambda.send(
      new AddPermissionCommand({ FunctionName, StatementId, Action, Principal: '*' }),
    );
  }
  const { FunctionUrl = '' } = await lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }),
  );
  const address = await chains.createApi('GET /{text}', picky.arn);
  const ask = async (url: string) => {
    const { status, text } = await callWeb(url);
    return [status, text];
  };
  expect(await ask(`${address}/unreadable`)).toEqual([500, '{"message":"Internal Server Error"}']);
  expect(await ask(`${FunctionUrl}unreadable`)).toEqual([502, 'Internal Server Error']);
  expect(await ask(`${address}/fine`)).toEqual([200, 'read']);
  expect(await ask(`${FunctionUrl}fine`)).toEqual([200, 'read']);

  await chains.aws.setClock({ advanceSeconds: 3600 });
  expect(await errors()).toHaveLength(2);
  expect(await picky.received()).toHaveLength(4);
  expect(await chains.take('dead')).toEqual([]);
});
