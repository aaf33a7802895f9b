import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  type PublishInput,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createRecordingFunction,
  type RecordingFunction,
} from '../../testing/recording-function.ts';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let sns: SNSClient;
let recorder: RecordingFunction;
let TopicArn: string;
beforeEach(async () => {
  aws = await startTestAws();
  sns = new SNSClient(aws.client);
  recorder = await createRecordingFunction(aws, 'notify');
  const topic = await sns.send(new CreateTopicCommand({ Name: 'models' }));
  TopicArn = topic.TopicArn ?? '';
});
afterEach(async () => {
  recorder.stop();
  sns.destroy();
  await aws.stop();
});

const publish = (input: Partial<PublishInput> = {}) =>
  sns.send(new PublishCommand({ TopicArn, Message: 'trained', ...input }));
const subscribe = async (Attributes?: Record<string, string>) => {
  const input = { TopicArn, Protocol: 'lambda', Endpoint: recorder.arn, Attributes };
  return (await sns.send(new SubscribeCommand(input))).SubscriptionArn;
};
/** The messages that the function got. */
const messages = async () => {
  const events = (await recorder.received()) as { Records: { Sns: { Message: string } }[] }[];
  return events.flatMap(({ Records }) => Records.map(({ Sns }) => Sns.Message));
};

test('a function is called with what was published, as recorded', async () => {
  const arn = await subscribe();
  await recorder.allow('sns.amazonaws.com', TopicArn);
  const { MessageId } = await publish({
    Subject: 'News',
    MessageAttributes: {
      accuracy: { DataType: 'Number', StringValue: '0.9' },
      bytes: { DataType: 'Binary', BinaryValue: Buffer.from([2, 3, 4]) },
    },
  });
  expect(await recorder.received()).toEqual([
    {
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: arn,
          Sns: {
            Type: 'Notification',
            MessageId,
            TopicArn,
            Subject: 'News',
            Message: 'trained',
            Timestamp: '2026-11-20T12:00:00.000Z',
            SignatureVersion: '1',
            Signature: expect.any(String) as string,
            SigningCertUrl: expect.stringContaining('.pem') as string,
            UnsubscribeUrl: expect.stringContaining(
              `?Action=Unsubscribe&SubscriptionArn=${arn}`,
            ) as string,
            MessageAttributes: {
              accuracy: { Type: 'Number', Value: '0.9' },
              bytes: { Type: 'Binary', Value: 'AgME' },
            },
          },
        },
      ],
    },
  ]);
  expect(aws.failures).toEqual([]);
});

test('only messages whose attributes a filter policy takes arrive', async () => {
  await recorder.allow('sns.amazonaws.com', TopicArn);
  await subscribe({
    FilterPolicy: JSON.stringify({ stage: ['prod'], accuracy: [{ numeric: ['>', 0.8] }] }),
  });
  const send = (Message: string, stage: string, accuracy: string) =>
    publish({
      Message,
      MessageAttributes: {
        stage: { DataType: 'String.Array', StringValue: JSON.stringify(['all', stage]) },
        accuracy: { DataType: 'Number', StringValue: accuracy },
      },
    });
  await send('good', 'prod', '0.9');
  await send('bad', 'prod', '0.7');
  await send('elsewhere', 'test', '0.9');
  await publish({ Message: 'no attributes' });
  expect(await messages()).toEqual(['good']);
});

test('only messages whose body a filter policy takes arrive', async () => {
  await recorder.allow('sns.amazonaws.com', TopicArn);
  await subscribe({
    FilterPolicy: JSON.stringify({ model: { name: [{ prefix: 'eu-' }] } }),
    FilterPolicyScope: 'MessageBody',
  });
  const good = JSON.stringify({ model: { name: 'eu-1' } });
  await publish({ Message: good });
  await publish({ Message: JSON.stringify({ model: { name: 'us-1' } }) });
  await publish({ Message: 'no JSON' });
  expect(await messages()).toEqual([good]);
});

test('each protocol gets its own text of a message in JSON', async () => {
  await recorder.allow('sns.amazonaws.com', TopicArn);
  await subscribe();
  const MessageStructure = 'json';
  await publish({ MessageStructure, Message: '{"default":"all","lambda":"functions"}' });
  await publish({ MessageStructure, Message: '{"default":"all","sqs":"queues"}' });
  expect((await messages()).sort()).toEqual(['all', 'functions']);
});

test('those of a batch arrive, but for those that are none', async () => {
  await recorder.allow('sns.amazonaws.com', TopicArn);
  await subscribe();
  const PublishBatchRequestEntries = [
    { Id: 'a', Message: 'one' },
    { Id: 'b', Message: 'two', Subject: '' },
  ];
  const input = { TopicArn, PublishBatchRequestEntries };
  expect(await sns.send(new PublishBatchCommand(input))).toMatchObject({
    Successful: [{ Id: 'a' }],
    Failed: [
      {
        Id: 'b',
        Code: 'InvalidParameter',
        Message: 'Invalid parameter: Subject',
        SenderFault: true,
      },
    ],
  });
  expect(await messages()).toEqual(['one']);
});

test('a function whose policy does not name the topic is not called, and that is reported', async () => {
  const arn = await subscribe();
  await publish();
  expect(await messages()).toEqual([]);
  expect(aws.failures).toMatchObject([
    {
      message: expect.stringContaining(
        `A message for the subscription ${arn} was not delivered to ${recorder.arn}: User: sns.amazonaws.com is not authorized`,
      ) as string,
    },
  ]);
});
