import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  type PublishInput,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../aws-error.ts';
import { startSenders, type StartedSenders } from '../../testing/start-senders.ts';

let senders: StartedSenders;
let sns: SNSClient;
let attempts: number;
beforeEach(async () => {
  attempts = 0;
  senders = await startSenders(() => {
    attempts += 1;
    return Promise.reject(new AwsError(429, 'TooManyRequestsException', 'Rate exceeded'));
  });
  sns = new SNSClient(senders.client);
});
afterEach(async () => {
  sns.destroy();
  await senders.stop();
});

const queue = 'arn:aws:sqs:us-east-1:111111111111:queue';
const create = async (Name: string, Attributes?: Record<string, string>) =>
  (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? '';
const subscribe = async (
  TopicArn: string,
  Endpoint: string,
  Attributes?: Record<string, string>,
) => {
  const Protocol = Endpoint.split(':')[2];
  const input = { TopicArn, Protocol, Endpoint, Attributes };
  return (await sns.send(new SubscribeCommand(input))).SubscriptionArn;
};
const publish = async (TopicArn: string, input: Partial<PublishInput> = {}) => {
  const answer = await sns.send(new PublishCommand({ TopicArn, Message: 'text', ...input }));
  await senders.clock.advanceTo(senders.clock.now().getTime());
  return answer;
};
const MessageAttributes = { key: { DataType: 'String', StringValue: 'value' } };

test('a queue gets a notification, as recorded', async () => {
  const TopicArn = await create('topic');
  const arn = await subscribe(TopicArn, queue);
  const { MessageId } = await publish(TopicArn, { MessageAttributes });
  expect(senders.queued).toMatchObject([
    { targetArn: queue, sender: { principal: 'sns.amazonaws.com', sourceArn: TopicArn } },
  ]);
  expect(JSON.parse(senders.queued[0]?.body ?? '')).toEqual({
    Type: 'Notification',
    MessageId,
    TopicArn,
    Message: 'text',
    Timestamp: '2026-03-01T12:00:00.000Z',
    SignatureVersion: '1',
    Signature: expect.any(String) as string,
    SigningCertURL: expect.any(String) as string,
    UnsubscribeURL: expect.stringContaining(arn ?? '') as string,
    MessageAttributes: { key: { Type: 'String', Value: 'value' } },
  });
});

test('a queue gets the message alone when it asks for that', async () => {
  const TopicArn = await create('topic');
  await subscribe(TopicArn, queue, { RawMessageDelivery: 'true' });
  await publish(TopicArn, { MessageAttributes });
  expect(senders.queued).toMatchObject([{ body: 'text', attributes: { key: 'value' } }]);
});

test('a FIFO topic keeps groups together, and names each message by its content', async () => {
  const attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'true' };
  const TopicArn = await create('topic.fifo', attributes);
  await subscribe(TopicArn, `${queue}.fifo`);
  const { SequenceNumber } = await publish(TopicArn, { MessageGroupId: 'group' });
  expect(senders.queued).toMatchObject([
    {
      messageGroupId: 'group',
      messageDeduplicationId: '982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1',
    },
  ]);
  const body = JSON.parse(senders.queued[0]?.body ?? '') as Record<string, unknown>;
  expect(SequenceNumber).toMatch(/^\d{20}$/);
  expect(body).toMatchObject({ SequenceNumber });
  expect(body).not.toHaveProperty('Signature');
  await expect(publish(TopicArn)).rejects.toThrow('The MessageGroupId parameter is required');
});

test('what a function cannot take is sent again and again, and given up only after days', async () => {
  const TopicArn = await create('topic');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queue });
  await subscribe(TopicArn, 'arn:aws:lambda:us-east-1:111111111111:function:f', { RedrivePolicy });
  await publish(TopicArn);
  expect(attempts).toBe(4);
  await senders.clock.advanceTo(senders.clock.now().getTime() + 3_600_000);
  expect(attempts).toBeGreaterThan(180);
  expect(senders.queued).toEqual([]);
});

test('what a function may not be given is there at once', async () => {
  await senders.stop();
  senders = await startSenders(() => Promise.reject(new AwsError(403, 'AccessDenied', 'no')));
  sns.destroy();
  sns = new SNSClient(senders.client);
  const TopicArn = await create('topic');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queue });
  await subscribe(TopicArn, 'arn:aws:lambda:us-east-1:111111111111:function:f', { RedrivePolicy });
  const { MessageId } = await publish(TopicArn);
  expect(senders.queued).toMatchObject([{ targetArn: queue }]);
  expect(JSON.parse(senders.queued[0]?.body ?? '')).toMatchObject({ MessageId, Message: 'text' });
  expect(senders.failures).toEqual([]);
});
