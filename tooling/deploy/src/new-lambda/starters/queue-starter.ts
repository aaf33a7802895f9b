import type { SQSRecord } from 'aws-lambda';
import { createHash } from 'node:crypto';
import { queueArn } from '@tooling/core';
import { queue } from '@tooling/core/triggers';
import { samplePlace, sampleTime, type SourceOptions, type Starter } from './starter.ts';

const goodId = '059f36b4-87a3-44ab-83d2-661975830a7d';
const brokenId = '2e1424d4-f796-459a-8184-9c92662be6da';

/** Batches of an SQS queue, of which only what failed comes again. */
export const queueStarter: Starter = {
  startedBy: 'messages of an SQS queue',
  on: { what: 'the name of a queue, or its ARN', default: (name) => name },
  trigger: (on) => queue(on, { reportBatchItemFailures: true }),
  needs: 'queue',
  does: (on) => `Handles the messages of the queue ${nameOf(on)}`,
  eventName: 'messages',
  event: (on) => ({
    Records: [
      sampleMessage(on, { messageId: goodId, body: '{"id":"42"}' }),
      sampleMessage(on, { messageId: brokenId, body: 'not JSON' }),
    ],
  }),
  answer: () => ({ batchItemFailures: [{ itemIdentifier: brokenId }] }),
  handler: (source) => (isFifo(source.on) ? fifoHandler(source) : standardHandler(source)),
  tests: ({ on }) => `
    test('has nothing come again when all messages are handled', async () => {
      const good = { Records: event.Records.slice(0, 1) };
      expect(await handler(good)).toEqual({ batchItemFailures: [] });
    });

    test('${isFifo(on) ? 'has all come again from the first one that failed' : 'has only those come again that failed'}', async () => {
      const reversed = { Records: event.Records.toReversed() };
      const failed = ${isFifo(on) ? 'reversed.Records' : 'reversed.Records.slice(0, 1)'};
      expect(await handler(reversed)).toEqual({
        batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })),
      });
    });
  `,
};

const isFifo = (on: string) => on.endsWith('.fifo');

const nameOf = (nameOrArn: string) => nameOrArn.replace(/^arn:.*:/, '');

const standardHandler = ({ typed }: SourceOptions) => `
  ${typed("import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';\n")}
  /** Handles each message by itself, and tells SQS which ones failed: only these come again. */
  export const handler = async (event${typed(': SQSEvent')})${typed(': Promise<SQSBatchResponse>')} => {
    const batchItemFailures${typed(': SQSBatchItemFailure[]')} = [];
    for (const record of event.Records) {
      try {
        handleMessage(record);
      } catch (error) {
        console.error('message %s: %s', record.messageId, error);
        batchItemFailures.push({ itemIdentifier: record.messageId });
      }
    }
    return { batchItemFailures };
  };

  ${handleMessage(typed)}
`;

const fifoHandler = ({ typed }: SourceOptions) => `
  ${typed("import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';\n")}
  /** Handles messages in their order: from the first one that fails on, all come again. */
  export const handler = async (event${typed(': SQSEvent')})${typed(': Promise<SQSBatchResponse>')} => {
    for (const [index, record] of event.Records.entries()) {
      try {
        handleMessage(record);
      } catch (error) {
        console.error('message %s: %s', record.messageId, error);
        const rest = event.Records.slice(index);
        return { batchItemFailures: rest.map((one) => ({ itemIdentifier: one.messageId })) };
      }
    }
    return { batchItemFailures: [] };
  };

  ${handleMessage(typed)}
`;

const handleMessage = (typed: SourceOptions['typed']) => `
  function handleMessage({ messageId, body }${typed(": Pick<SQSRecord, 'messageId' | 'body'>")}) {
    const message${typed(': unknown')} = JSON.parse(body);
    console.log('message %s: %j', messageId, message);
  }
`;

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function sampleMessage(
  on: string,
  { messageId, body }: Pick<SQSRecord, 'messageId' | 'body'>,
): object {
  const sentMs = String(Date.parse(sampleTime));
  return {
    messageId,
    receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: sentMs,
      ...(isFifo(on) && {
        SequenceNumber: '18849496460467696128',
        MessageGroupId: 'sample',
        MessageDeduplicationId: messageId,
      }),
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: sentMs,
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(on, samplePlace),
    awsRegion: samplePlace.region,
  };
}
