import { afterEach, beforeEach, expect, it } from 'vitest';
import { signedFor } from '../../testing/raw-requests.ts';
import { startTestQueues, type TestQueues } from './testing/start-test-queues.ts';

/** What SDKs and AWS CLIs of before SQS spoke JSON send: Debian 12 has such a one. */

let queues: TestQueues;
beforeEach(async () => {
  queues = await startTestQueues();
});
afterEach(async () => {
  await queues.stop();
  expect(queues.aws.failures).toEqual([]);
});

async function ask(Action: string, parameters: Record<string, string> = {}, path = '/') {
  const answer = await fetch(`${queues.aws.url}${path}`, {
    method: 'POST',
    headers: signedFor('sqs'),
    body: new URLSearchParams({ Action, Version: '2012-11-05', ...parameters }),
  });
  return { status: answer.status, body: await answer.text() };
}

it('creates queues, sends to them and receives from them by flat parameters', async () => {
  const created = await ask('CreateQueue', {
    QueueName: 'jobs',
    'Attribute.1.Name': 'VisibilityTimeout',
    'Attribute.1.Value': '60',
    'Tag.1.Key': 'team',
    'Tag.1.Value': 'data',
  });
  const url = `${queues.aws.url}/000000000000/jobs`;
  expect(created.body).toContain(`<CreateQueueResult><QueueUrl>${url}</QueueUrl></CreateQueue`);
  expect(created.body).toContain('xmlns="http://queue.amazonaws.com/doc/2012-11-05/"');
  expect(await queues.attributes(url)).toMatchObject({ VisibilityTimeout: '60' });
  expect((await ask('ListQueues')).body).toContain(`<QueueUrl>${url}</QueueUrl>`);
  expect((await ask('ListQueueTags', { QueueUrl: url })).body).toContain(
    '<Tag><Key>team</Key><Value>data</Value></Tag>',
  );

  // The queue's own address is where these clients send to.
  const sent = await ask(
    'SendMessage',
    {
      QueueUrl: url,
      MessageBody: 'a < b',
      'MessageAttribute.1.Name': 'kind',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'test',
    },
    '/000000000000/jobs',
  );
  expect(sent.body).toMatch(/<MD5OfMessageBody>\w{32}<\/MD5OfMessageBody>/);
  const batch = await ask('SendMessageBatch', {
    QueueUrl: url,
    'SendMessageBatchRequestEntry.1.Id': 'one',
    'SendMessageBatchRequestEntry.1.MessageBody': 'second',
  });
  expect(batch.body).toContain('<SendMessageBatchResultEntry><Id>one</Id>');

  const received = await ask('ReceiveMessage', {
    QueueUrl: url,
    MaxNumberOfMessages: '10',
    'AttributeName.1': 'ApproximateReceiveCount',
    'MessageAttributeName.1': 'All',
  });
  expect(received.body).toContain('<Body>a &lt; b</Body>');
  expect(received.body).toContain(
    '<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>',
  );
  expect(received.body).toContain(
    '<MessageAttribute><Name>kind</Name><Value><DataType>String</DataType><StringValue>test<',
  );
  expect(received.body.match(/<Message>/g)).toHaveLength(2);

  const ReceiptHandle = /<ReceiptHandle>([^<]+)/.exec(received.body)?.[1] ?? '';
  expect((await ask('DeleteMessage', { QueueUrl: url, ReceiptHandle })).status).toBe(200);
  expect(await queues.attributes(url)).toMatchObject({
    ApproximateNumberOfMessagesNotVisible: '1',
  });
});

it('says errors by the names that they have there', async () => {
  expect(await ask('GetQueueUrl', { QueueName: 'none' })).toMatchObject({
    status: 400,
    body: expect.stringContaining('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>') as string,
  });
  const url = await queues.create('jobs');
  const tooMany = { QueueUrl: url, MaxNumberOfMessages: '11' };
  expect((await ask('ReceiveMessage', tooMany)).body).toContain(
    '<Code>InvalidParameterValue</Code>',
  );
  expect((await ask('SendMessage', { QueueUrl: url })).body).toContain(
    '<Code>MissingParameter</Code><Message>The request must contain the parameter MessageBody.',
  );
  expect((await ask('ListMessageMoveTasks', { SourceArn: 'x' })).status).toBe(501);
});
