import {
  DeleteEventSourceMappingCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forwarding, startPolling, type Polling } from '../testing/start-polling.ts';

let polling: Polling;
/** Where the function sends what it got. */
let seen: string;
let jobs: string;
beforeEach(async () => {
  polling = await startPolling();
  seen = await polling.create('seen');
  jobs = await polling.create('jobs');
});
afterEach(async () => {
  await polling.stop();
  expect(polling.aws.failures).toEqual([]);
});

interface Event {
  readonly Records: readonly (Readonly<Record<string, unknown>> & { readonly body: string })[];
}

/** The events that the function got since the last look. */
const events = async (): Promise<readonly Event[]> => {
  await polling.settle();
  const messages = await polling.receive(seen, { MaxNumberOfMessages: 10 });
  for (const { ReceiptHandle } of messages) await polling.drop(seen, ReceiptHandle);
  return messages.map(({ Body = '' }) => JSON.parse(Body) as Event);
};
const batches = async () => (await events()).map(({ Records }) => Records.map(({ body }) => body));
const left = async () => {
  const all = await polling.attributes(jobs);
  return (
    Number(all.ApproximateNumberOfMessages) + Number(all.ApproximateNumberOfMessagesNotVisible)
  );
};

it('brings a message to a function, and deletes it then', async () => {
  await polling.createFunction('worker', forwarding(seen));
  await polling.map(jobs);
  const MessageAttributes = { Title: { DataType: 'String', StringValue: 'The Whistler' } };
  const messageId = await polling.send(jobs, 'hello', { MessageAttributes });
  // Recorded (test_lambda_integration_sqs.snapshot.json).
  expect(await events()).toEqual([
    {
      Records: [
        {
          messageId,
          receiptHandle: expect.any(String) as string,
          body: 'hello',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: '1795176000000',
            SenderId: '000000000000',
            ApproximateFirstReceiveTimestamp: '1795176000000',
          },
          messageAttributes: {
            Title: {
              stringValue: 'The Whistler',
              stringListValues: [],
              binaryListValues: [],
              dataType: 'String',
            },
          },
          md5OfMessageAttributes: expect.any(String) as string,
          md5OfBody: '5d41402abc4b2a76b9719d911017c592',
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:jobs',
          awsRegion: 'us-east-1',
        },
      ],
    },
  ]);
  expect(await left()).toBe(0);
});

it('takes what was there before, and gathers until a batch is full or its window over', async () => {
  await polling.createFunction('worker', forwarding(seen));
  for (const body of ['1', '2', '3', '4', '5']) await polling.send(jobs, body);
  await polling.map(jobs, { BatchSize: 3, MaximumBatchingWindowInSeconds: 60 });
  expect(await batches()).toEqual([['1', '2', '3']]);
  await polling.advance(10);
  await polling.send(jobs, '6');
  await polling.send(jobs, '7');
  expect(await batches()).toEqual([['4', '5', '6']]);
  await polling.advance(59);
  expect(await batches()).toEqual([]);
  await polling.advance(1);
  expect(await batches()).toEqual([['7']]);
});

it('tries again what failed when it is visible again, until it is a dead letter', async () => {
  const dead = await polling.create('dead');
  const deadLetterTargetArn = await polling.arnOf(dead);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
  jobs = await polling.create('retried', { RedrivePolicy });
  await polling.createFunction('worker', forwarding(seen, `throw new Error('no');`));
  await polling.map(jobs);
  await polling.send(jobs, 'hello');
  expect(await batches()).toEqual([['hello']]);
  await polling.advance(29);
  expect(await batches()).toEqual([]);
  await polling.advance(1);
  expect(await batches()).toEqual([['hello']]);
  await polling.advance(30);
  expect(await batches()).toEqual([]);
  expect(await polling.bodies(dead)).toEqual(['hello']);
});

const failing = `return { batchItemFailures: event.Records
  .filter(({ body }) => body === 'bad')
  .map(({ messageId: itemIdentifier }) => ({ itemIdentifier })) };`;

it('deletes what is done of a batch whose function reports single failures', async () => {
  await polling.createFunction('worker', forwarding(seen, failing));
  await polling.send(jobs, 'good');
  await polling.send(jobs, 'bad');
  await polling.map(jobs, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
  expect(await batches()).toEqual([['good', 'bad']]);
  expect(await left()).toBe(1);
  await polling.advance(30);
  expect(await batches()).toEqual([['bad']]);
});

it('gives the function what a filter wants, and deletes the rest', async () => {
  await polling.createFunction('worker', forwarding(seen));
  const Filters = [
    { Pattern: JSON.stringify({ body: { kind: ['a'] } }) },
    { Pattern: JSON.stringify({ body: [{ prefix: 'plain' }] }) },
  ];
  await polling.map(jobs, { FilterCriteria: { Filters } });
  for (const body of ['{"kind":"a"}', '{"kind":"b"}', 'plain text', 'other']) {
    await polling.send(jobs, body);
  }
  // Both run at once: either may be the first to tell.
  expect((await batches()).flat().sort()).toEqual(['plain text', '{"kind":"a"}']);
  expect(await left()).toBe(0);
});

it('keeps the order of a group, and waits with it while one of it failed', async () => {
  jobs = await polling.create('jobs.fifo', {
    FifoQueue: 'true',
    ContentBasedDeduplication: 'true',
  });
  const outcome = `if (event.Records[0].body === 'a1' &&
    event.Records[0].attributes.ApproximateReceiveCount === '1') throw new Error('no');`;
  await polling.createFunction('worker', forwarding(seen, outcome));
  for (const body of ['a1', 'a2', 'b1']) {
    await polling.send(jobs, body, { MessageGroupId: body.charAt(0) });
  }
  await polling.map(jobs, { BatchSize: 1 });
  expect((await batches()).flat().sort()).toEqual(['a1', 'b1']);
  await polling.advance(30);
  expect(await batches()).toEqual([['a1'], ['a2']]);
  expect(await left()).toBe(0);
});

it('leaves messages in the queue while the function has no room', async () => {
  await polling.createFunction('worker', forwarding(seen));
  const reserve = (ReservedConcurrentExecutions: number) =>
    polling.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'worker', ReservedConcurrentExecutions }),
    );
  await reserve(0);
  await polling.map(jobs);
  await polling.send(jobs, 'hello');
  expect(await batches()).toEqual([]);
  await reserve(1);
  await polling.advance(30);
  expect(await batches()).toEqual([['hello']]);
});

it('polls while the mapping is enabled, and not after it was deleted', async () => {
  await polling.createFunction('worker', forwarding(seen));
  const { UUID } = await polling.map(jobs, { Enabled: false });
  await polling.send(jobs, 'first');
  expect(await batches()).toEqual([]);
  await polling.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  expect(await batches()).toEqual([['first']]);
  await polling.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await polling.send(jobs, 'second');
  expect(await batches()).toEqual([]);
});

it('goes on after a restart, and not in a command that does something else', async () => {
  await polling.createFunction('worker', forwarding(seen));
  await polling.map(jobs);
  await polling.aws.close();
  const { stateDirectory } = polling.aws;
  polling = await startPolling({ stateDirectory, background: false });
  jobs = await polling.create('jobs');
  seen = await polling.create('seen');
  await polling.send(jobs, 'hello');
  expect(await batches()).toEqual([]);
  await polling.aws.close();
  polling = await startPolling({ stateDirectory });
  seen = await polling.create('seen');
  expect(await batches()).toEqual([['hello']]);
});
