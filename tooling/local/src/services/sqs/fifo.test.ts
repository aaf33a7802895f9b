import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestQueues, type TestQueues } from './testing/start-test-queues.ts';

let queues: TestQueues;
let url: string;
beforeEach(async () => {
  queues = await startTestQueues();
  url = await queues.create('jobs.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
});
afterEach(async () => {
  await queues.stop();
  expect(queues.aws.failures).toEqual([]);
});

const send = (body: string, MessageGroupId: string, MessageDeduplicationId?: string) =>
  queues.client.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: body,
      MessageGroupId,
      MessageDeduplicationId,
    }),
  );

it('lets a group wait while one of its messages is under way', async () => {
  await send('a1', 'a');
  await send('a2', 'a');
  await send('b1', 'b');
  const [first] = await queues.receive(url);
  expect(first?.Body).toBe('a1');
  expect(await queues.bodies(url)).toEqual(['b1']);
  await queues.drop(url, first?.ReceiptHandle);
  expect(await queues.bodies(url)).toEqual(['a2']);
});

it('gives several of a group at once, in their order, also after a timeout', async () => {
  for (const body of ['a1', 'b1', 'a2', 'a3']) await send(body, body.charAt(0));
  expect(await queues.bodies(url)).toEqual(['a1', 'b1', 'a2', 'a3']);
  await queues.advance(30);
  expect(await queues.bodies(url)).toEqual(['a1', 'b1', 'a2', 'a3']);
});

it('wakes who waits for a group when its first message is deleted', async () => {
  await send('a1', 'a');
  await send('a2', 'a');
  const [first] = await queues.receive(url);
  const waiting = queues.bodies(url, { WaitTimeSeconds: 20 });
  await queues.attributes(url);
  await queues.drop(url, first?.ReceiptHandle);
  expect(await waiting).toEqual(['a2']);
});

it('takes the same message only once within five minutes, also after a restart', async () => {
  const first = await send('hello', 'a');
  await queues.aws.close();
  queues = await startTestQueues({ stateDirectory: queues.aws.stateDirectory });
  url = url.replace(/:\d+\//, `:${String(queues.aws.port)}/`);
  const second = await send('hello', 'b');
  expect(second.MessageId).toBe(first.MessageId);
  expect(second.SequenceNumber).toBe(first.SequenceNumber);
  await queues.advance(300);
  const third = await send('hello', 'a');
  expect(third.MessageId).not.toBe(first.MessageId);
  expect(Number(third.SequenceNumber)).toBeGreaterThan(Number(first.SequenceNumber));
  await send('other', 'a', 'by-id');
  await send('another', 'a', 'by-id');
  expect(await queues.bodies(url)).toEqual(['hello', 'hello', 'other']);
});

it('can look for the same message within its group only', async () => {
  url = await queues.create('grouped.fifo', {
    FifoQueue: 'true',
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  });
  await send('a', 'a', '1');
  await send('b', 'b', '1');
  await send('again', 'a', '1');
  expect(await queues.bodies(url)).toEqual(['a', 'b']);
});

it('shows group, id and number, and refuses a receipt that is over', async () => {
  const { SequenceNumber } = await send('hello', 'group-1', 'dedup-1');
  const [message] = await queues.receive(url, { MessageSystemAttributeNames: ['All'] });
  expect(message?.Attributes).toMatchObject({
    MessageGroupId: 'group-1',
    MessageDeduplicationId: 'dedup-1',
    SequenceNumber,
  });
  await queues.advance(30);
  await expect(queues.drop(url, message?.ReceiptHandle)).rejects.toThrow(
    /The receipt handle has expired.$/,
  );
});

it('wants a group and an id', async () => {
  const bare = await queues.create('bare.fifo', { FifoQueue: 'true' });
  await expect(queues.send(bare, 'hello')).rejects.toMatchObject({ name: 'MissingParameter' });
  await expect(queues.send(bare, 'hello', { MessageGroupId: 'a' })).rejects.toThrow(
    /should either have ContentBasedDeduplication enabled/,
  );
  const Entries = [{ Id: 'a', MessageBody: 'x' }];
  await expect(
    queues.client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries })),
  ).rejects.toThrow('The request must contain the parameter MessageGroupId.');
  await expect(queues.send(url, 'x', { MessageGroupId: 'a', DelaySeconds: 2 })).rejects.toThrow(
    'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  );
});
