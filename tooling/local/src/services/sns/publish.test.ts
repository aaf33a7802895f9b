import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  type PublishInput,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let sns: SNSClient;
let TopicArn: string;
beforeEach(async () => {
  aws = await startTestAws();
  sns = new SNSClient(aws.client);
  TopicArn = (await sns.send(new CreateTopicCommand({ Name: 'topic' }))).TopicArn ?? '';
});
afterEach(async () => {
  sns.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });

test.each<[Partial<PublishInput>, string]>([
  [{ Message: '' }, 'Invalid parameter: Empty message'],
  [{ Message: 'x'.repeat(262_145) }, 'Invalid parameter: Message too long'],
  [{ Subject: '' }, 'Invalid parameter: Subject'],
  [{ MessageStructure: 'json' }, 'Message Structure - JSON message body failed to parse'],
  [
    { MessageStructure: 'json', Message: '{"default":1}' },
    'Message Structure - No default entry in JSON message body',
  ],
  [
    { MessageDeduplicationId: 'd' },
    'MessageDeduplicationId parameter that is not valid for this topic type',
  ],
  [
    { MessageAttributes: { a: text('') } },
    "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
  ],
  [
    { MessageAttributes: { a: text('x', 'Stringy') } },
    "The message attribute 'a' has an invalid message attribute type",
  ],
  [
    { MessageAttributes: { a: text('x', 'Binary') } },
    "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
  ],
  [
    { MessageAttributes: { 'a^': text('x') } },
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name.",
  ],
  [{ PhoneNumber: '+1' }, 'does not implement PhoneNumber of sns:Publish'],
])('a message is refused: %j', async (input, message) => {
  const publish = new PublishCommand({ TopicArn, Message: 'text', ...input });
  await expect(sns.send(publish)).rejects.toThrow(message);
});

test.each([
  [[], 'EmptyBatchRequestException'],
  [
    Array.from({ length: 11 }, (_none, index) => `a${index}`),
    'TooManyEntriesInBatchRequestException',
  ],
  [['a', 'a'], 'BatchEntryIdsNotDistinctException'],
  [['a.b'], 'InvalidBatchEntryIdException'],
])('a batch of %j is refused', async (ids, name) => {
  const PublishBatchRequestEntries = ids.map((Id) => ({ Id, Message: 'text' }));
  const batch = new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries });
  await expect(sns.send(batch)).rejects.toMatchObject({ name });
});
