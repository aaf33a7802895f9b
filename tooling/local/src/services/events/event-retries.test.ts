import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../aws-error.ts';
import { startSenders, type StartedSenders } from '../../testing/start-senders.ts';

let senders: StartedSenders;
let events: EventBridgeClient;
/** When a function was called, in seconds from the start. */
let attempts: number[];
let answer: AwsError | undefined;
beforeEach(async () => {
  attempts = [];
  answer = undefined;
  senders = await startSenders(async () => {
    attempts.push((senders.clock.now().getTime() - Date.parse('2026-03-01T12:00:00Z')) / 1000);
    if (answer !== undefined) throw answer;
    return Promise.resolve();
  });
  events = new EventBridgeClient(senders.client);
});
afterEach(async () => {
  events.destroy();
  await senders.stop();
});

const rule = 'arn:aws:events:us-east-1:111111111111:rule/all';
const queue = 'arn:aws:sqs:us-east-1:111111111111:queue';
const functionTarget = { Id: 'f', Arn: 'arn:aws:lambda:us-east-1:111111111111:function:f:live' };
const sender = { principal: 'events.amazonaws.com', sourceArn: rule };

async function send(target: Target): Promise<string | undefined> {
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["app"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'all', Targets: [target] }));
  const Entries = [{ Source: 'app', DetailType: 'test', Detail: '{}' }];
  const { Entries: [entry] = [] } = await events.send(new PutEventsCommand({ Entries }));
  return entry?.EventId;
}
const advance = (seconds: number) =>
  senders.clock.advanceTo(senders.clock.now().getTime() + seconds * 1000);

test('a queue gets the event', async () => {
  const id = await send({ Id: 'q', Arn: queue });
  await advance(0);
  expect(senders.queued).toMatchObject([{ targetArn: queue, sender }]);
  expect(JSON.parse(senders.queued[0]?.body ?? '')).toMatchObject({ id, source: 'app' });
});

test('a FIFO queue gets it in its group', async () => {
  const MessageGroupId = 'group';
  const id = await send({ Id: 'q', Arn: `${queue}.fifo`, SqsParameters: { MessageGroupId } });
  await advance(0);
  expect(senders.queued).toMatchObject([{ messageGroupId: 'group', messageDeduplicationId: id }]);
});

test('what is throttled is sent again, ever later, until it arrives', async () => {
  answer = new AwsError(429, 'TooManyRequestsException', 'Rate exceeded');
  await send(functionTarget);
  await advance(6);
  answer = undefined;
  await advance(3600);
  expect(attempts).toEqual([0, 1, 3, 7]);
  expect(senders.failures).toEqual([]);
});

test('after its last attempt it is in the dead-letter queue, with the reason', async () => {
  answer = new AwsError(429, 'TooManyRequestsException', 'Rate exceeded');
  await send({
    ...functionTarget,
    RetryPolicy: { MaximumRetryAttempts: 2 },
    DeadLetterConfig: { Arn: queue },
  });
  await advance(86_400);
  expect(attempts).toHaveLength(3);
  expect(senders.queued).toMatchObject([
    {
      targetArn: queue,
      sender,
      attributes: {
        RULE_ARN: rule,
        TARGET_ARN: functionTarget.Arn,
        ERROR_CODE: 'THROTTLING',
        ERROR_MESSAGE: 'Rate exceeded',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: '2',
      },
    },
  ]);
  expect(senders.failures).toEqual([]);
});

test('it is not sent again when it is too old', async () => {
  answer = new AwsError(429, 'TooManyRequestsException', 'Rate exceeded');
  const RetryPolicy = { MaximumEventAgeInSeconds: 60 };
  await send({ ...functionTarget, RetryPolicy, DeadLetterConfig: { Arn: queue } });
  await advance(86_400);
  expect(attempts).toEqual([0, 1, 3, 7, 15, 31]);
  expect(senders.queued).toMatchObject([
    { attributes: { EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' } },
  ]);
});

test('what is forbidden is not sent again', async () => {
  answer = new AwsError(403, 'AccessDeniedException', 'no');
  await send({ ...functionTarget, DeadLetterConfig: { Arn: queue } });
  await advance(86_400);
  expect(attempts).toEqual([0]);
  expect(senders.queued).toMatchObject([
    { attributes: { ERROR_CODE: 'NO_PERMISSIONS', RETRY_ATTEMPTS: '0' } },
  ]);
});

test('a topic gets it when its policy lets the rule in', async () => {
  const sns = new SNSClient(senders.client);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 't' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue }));
  await send({ Id: 't', Arn: TopicArn });
  await advance(0);
  expect(senders.failures).toMatchObject([
    { message: expect.stringContaining('not authorized to perform: SNS:Publish') as string },
  ]);
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: TopicArn,
    Condition: { ArnEquals: { 'aws:SourceArn': rule } },
  };
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const id = await send({ Id: 't', Arn: TopicArn });
  await advance(0);
  const { Message } = JSON.parse(senders.queued[0]?.body ?? '') as { Message: string };
  expect(JSON.parse(Message)).toMatchObject({ id });
  sns.destroy();
});
