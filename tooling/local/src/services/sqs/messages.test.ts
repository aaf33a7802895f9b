import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  PurgeQueueCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestQueues, type TestQueues } from './testing/start-test-queues.ts';

let queues: TestQueues;
let url: string;
beforeEach(async () => {
  queues = await startTestQueues();
  url = await queues.create('jobs');
});
afterEach(async () => {
  await queues.stop();
  expect(queues.aws.failures).toEqual([]);
});

describe('a message', () => {
  it('is received with all that is known of it, and its digests are those that clients compute', async () => {
    const MessageAttributes = {
      Title: { DataType: 'String', StringValue: 'The Whistler' },
      Author: { DataType: 'String', StringValue: 'John Grisham' },
      WeeksOn: { DataType: 'Number', StringValue: '6' },
    };
    const id = await queues.send(url, 'hello', { MessageAttributes });
    const [message] = await queues.receive(url, {
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    expect(message).toMatchObject({
      MessageId: id,
      Body: 'hello',
      MD5OfBody: '5d41402abc4b2a76b9719d911017c592',
      MessageAttributes,
      // Recorded by AWS for these three (test_message_body_and_attributes_passed_correctly).
      MD5OfMessageAttributes: 'd25a6aea97eb8f585bfa92d314504a92',
      Attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1795176000000',
        ApproximateFirstReceiveTimestamp: '1795176000000',
        SenderId: '000000000000',
      },
    });
  });

  it('shows the attributes that were asked for', async () => {
    const attribute = { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 3) };
    const MessageAttributes = { 'order.id': attribute, other: attribute };
    await queues.send(url, 'hello', { MessageAttributes });
    const [message] = await queues.receive(url, { MessageAttributeNames: ['order.*'] });
    expect(message?.MessageAttributes).toEqual({ 'order.id': attribute });
    expect(message?.Attributes).toBeUndefined();
  });

  it('is invisible for the time that the queue says, and then there again', async () => {
    await queues.send(url, 'hello');
    expect(await queues.bodies(url)).toEqual(['hello']);
    await queues.advance(29);
    expect(await queues.bodies(url)).toEqual([]);
    await queues.advance(1);
    const [again] = await queues.receive(url, { MessageSystemAttributeNames: ['All'] });
    expect(again?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
  });

  it('is invisible for as long as its receiver says', async () => {
    await queues.send(url, 'hello');
    const [message] = await queues.receive(url, { VisibilityTimeout: 5 });
    const change = (VisibilityTimeout: number) =>
      queues.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(100);
    await queues.advance(99);
    expect(await queues.bodies(url)).toEqual([]);
    await change(0);
    expect(await queues.bodies(url)).toEqual(['hello']);
    await expect(change(0)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(change(43_201)).rejects.toThrow('must be an integer between 0 and 43200');
  });

  it('is gone when it was deleted by its last receipt, and not by an older one', async () => {
    await queues.send(url, 'hello');
    const [first] = await queues.receive(url, { VisibilityTimeout: 0 });
    const [second] = await queues.receive(url, { VisibilityTimeout: 0 });
    await queues.drop(url, first?.ReceiptHandle);
    expect(await queues.bodies(url, { VisibilityTimeout: 0 })).toEqual(['hello']);
    await queues.drop(url, second?.ReceiptHandle);
    const [third] = await queues.receive(url, { VisibilityTimeout: 0 });
    await queues.drop(url, third?.ReceiptHandle);
    expect(await queues.bodies(url)).toEqual([]);
    await expect(queues.drop(url, 'nonsense')).rejects.toMatchObject({
      name: 'ReceiptHandleIsInvalid',
    });
  });

  it('waits as long as it is delayed', async () => {
    const slow = await queues.create('slow', { DelaySeconds: '10' });
    await queues.send(slow, 'as the queue says');
    await queues.send(slow, 'as its sender says', { DelaySeconds: 5 });
    expect(await queues.bodies(slow)).toEqual([]);
    expect(await queues.attributes(slow)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesDelayed: '2',
    });
    await queues.advance(5);
    expect(await queues.bodies(slow)).toEqual(['as its sender says']);
    await queues.advance(5);
    expect(await queues.bodies(slow)).toEqual(['as the queue says']);
  });

  it('is kept as long as the queue says', async () => {
    await queues.send(url, 'hello');
    await queues.advance(345_599);
    expect(await queues.bodies(url)).toEqual(['hello']);
    await queues.advance(30);
    expect(await queues.bodies(url)).toEqual([]);
    expect(await queues.attributes(url)).toMatchObject({ ApproximateNumberOfMessages: '0' });
  });

  it('goes to the dead-letter queue when it was received too often', async () => {
    const dead = await queues.create('dead');
    const deadLetterTargetArn = await queues.arnOf(dead);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: '1' });
    const source = await queues.create('source', { RedrivePolicy });
    await queues.send(source, 'hello');
    expect(await queues.bodies(source, { VisibilityTimeout: 0 })).toEqual(['hello']);
    expect(await queues.bodies(source)).toEqual([]);
    const [message] = await queues.receive(dead, { MessageSystemAttributeNames: ['All'] });
    // Recorded (test_dead_letter_queue_message_attributes).
    expect(message?.Attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      DeadLetterQueueSourceArn: await queues.arnOf(source),
    });
  });
});

describe('a long poll', () => {
  /** Settles when it waits, and the clock may be moved: it is the only one that has set it. */
  const hasBegun = () =>
    expect.poll(() => queues.aws.showClock().next, { timeout: 60_000 }).toBeDefined();

  it('ends when a message comes', async () => {
    const waiting = queues.bodies(url, { WaitTimeSeconds: 20 });
    await queues.send(url, 'hello');
    expect(await waiting).toEqual(['hello']);
  });

  it('ends when a message becomes visible', async () => {
    await queues.send(url, 'hello');
    await queues.receive(url, { VisibilityTimeout: 5 });
    const waiting = queues.bodies(url, { WaitTimeSeconds: 20 });
    await hasBegun();
    await queues.advance(5);
    expect(await waiting).toEqual(['hello']);
  });

  it('ends with nothing after its time, by the clock', async () => {
    const waiting = queues.bodies(url, { WaitTimeSeconds: 20 });
    await hasBegun();
    await queues.advance(20);
    expect(await waiting).toEqual([]);
  });

  it('keeps nobody from closing the local AWS', async () => {
    const waiting = queues.bodies(url, { WaitTimeSeconds: 20 });
    await hasBegun();
    await queues.aws.close();
    expect(await waiting).toEqual([]);
  });
});

describe('a queue', () => {
  it('keeps its messages over a restart', async () => {
    await queues.send(url, 'first');
    await queues.send(url, 'second');
    await queues.receive(url, { VisibilityTimeout: 100 });
    await queues.aws.close();
    const { stateDirectory } = queues.aws;
    queues = await startTestQueues({ stateDirectory });
    url = await queues.create('jobs');
    expect(await queues.bodies(url)).toEqual(['second']);
    await queues.advance(100);
    expect(await queues.bodies(url)).toEqual(['first', 'second']);
  });

  it('is emptied once a minute', async () => {
    await queues.send(url, 'hello');
    const purge = () => queues.client.send(new PurgeQueueCommand({ QueueUrl: url }));
    await purge();
    expect(await queues.bodies(url)).toEqual([]);
    await expect(purge()).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
      message: 'Only one PurgeQueue operation on jobs is allowed every 60 seconds.',
    });
    await queues.advance(60);
    await purge();
  });
});

describe('a batch', () => {
  it('tells of each entry what became of it', async () => {
    const small = await queues.create('small', { MaximumMessageSize: '1024' });
    const Entries = [
      { Id: 'a', MessageBody: 'x'.repeat(1025) },
      { Id: 'b', MessageBody: 'hello' },
    ];
    const sent = await queues.client.send(
      new SendMessageBatchCommand({ QueueUrl: small, Entries }),
    );
    expect(sent.Successful).toMatchObject([{ Id: 'b' }]);
    expect(sent.Failed).toMatchObject([
      { Id: 'a', Code: 'InvalidParameterValue', SenderFault: true },
    ]);
    const [message] = await queues.receive(small);
    const handles = [
      { Id: 'a', ReceiptHandle: message?.ReceiptHandle },
      { Id: 'b', ReceiptHandle: 'x' },
    ];
    const changed = await queues.client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: small,
        Entries: handles.map((entry) => ({ ...entry, VisibilityTimeout: 60 })),
      }),
    );
    expect(changed).toMatchObject({
      Successful: [{ Id: 'a' }],
      Failed: [{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }],
    });
    const deleted = await queues.client.send(
      new DeleteMessageBatchCommand({ QueueUrl: small, Entries: handles }),
    );
    expect(deleted.Successful).toEqual([{ Id: 'a' }]);
  });

  it.each([
    [[], 'EmptyBatchRequest'],
    [
      [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'a', MessageBody: 'y' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
    [[{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    [
      Array.from({ length: 20 }, (_, i) => ({ Id: String(i), MessageBody: 'x' })),
      'TooManyEntriesInBatchRequest',
    ],
    [[{ Id: 'a', MessageBody: 'x'.repeat(1_048_577) }], 'BatchRequestTooLong'],
  ])('is refused as a whole: %#', async (Entries, name) => {
    const command = new SendMessageBatchCommand({ QueueUrl: url, Entries });
    await expect(queues.client.send(command)).rejects.toMatchObject({ name });
  });
});

it.each([
  [{ MessageBody: '' }, 'MissingParameter', 'The request must contain the parameter MessageBody.'],
  [
    { MessageBody: 'x'.repeat(1_048_577) },
    'InvalidParameterValue',
    'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
  ],
  [{ MessageBody: '\u0001' }, 'InvalidMessageContents', 'Invalid characters found.'],
  [
    { MessageAttributes: { ErrorDetails: { DataType: 'String', StringValue: '' } } },
    'InvalidParameterValue',
    "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
  ],
  [
    { MessageGroupId: 'group 123' },
    'InvalidParameterValue',
    'Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
  ],
  [
    { DelaySeconds: 901 },
    'InvalidParameterValue',
    'Value 901 for parameter DelaySeconds is invalid.',
  ],
])('a message is refused: %#', async (input, name, message) => {
  await expect(queues.send(url, 'hello', input)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message) as string,
  });
});
