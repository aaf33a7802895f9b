import type {
  MessageAttributeValue,
  SendMessageBatchRequest,
  SendMessageBatchRequestEntry,
  SendMessageBatchResult,
  SendMessageRequest,
  SendMessageResult,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../aws-error.ts';
import type { RequestContext } from '../../../service.ts';
import { sizeOf } from '../messages/check-message.ts';
import { md5Of, md5OfAttributes } from '../messages/message-digests.ts';
import { sequenceNumberOf, type MessageAttributes } from '../messages/message-document.ts';
import { deduplicationIdOf, sendMessage } from '../messages/send-message.ts';
import { numbers } from '../attributes/queue-attributes.ts';
import { isFifo, type QueueDocument } from '../queue-document.ts';
import type { QueueStore } from '../queue-store.ts';
import { invalidValue } from '../sqs-errors.ts';
import { runBatch } from './batch.ts';
import { requireQueue } from './require-queue.ts';

export const sendOperations = (store: QueueStore) => ({
  async SendMessage(
    input: SendMessageRequest,
    context: RequestContext,
  ): Promise<SendMessageResult> {
    return await send(store, requireQueue(store, input, context), input, context);
  },

  async SendMessageBatch(
    input: SendMessageBatchRequest,
    context: RequestContext,
  ): Promise<SendMessageBatchResult> {
    const queue = requireQueue(store, input, context);
    const entries = input.Entries as readonly (SendMessageBatchRequestEntry & { Id: string })[];
    checkSize(entries);
    checkForFifo(queue, entries);
    return await runBatch(entries, async (entry) => {
      const sent = await send(store, queue, entry, context);
      return { Id: entry.Id, ...sent };
    });
  },
});

type Entry = Omit<SendMessageRequest, 'QueueUrl'>;

async function send(
  store: QueueStore,
  queue: QueueDocument,
  entry: Entry,
  { accountId: senderId }: RequestContext,
) {
  const { MessageBody: body, DelaySeconds: delaySeconds, MessageSystemAttributes } = entry;
  const attributes = attributesOf(entry.MessageAttributes);
  const systemAttributes = attributesOf(MessageSystemAttributes);
  const sent = await sendMessage(store, queue, {
    body,
    attributes,
    senderId,
    traceHeader: systemAttributes.AWSTraceHeader?.stringValue,
    delaySeconds,
    groupId: entry.MessageGroupId,
    deduplicationId: entry.MessageDeduplicationId,
  });
  return {
    MessageId: sent.id,
    MD5OfMessageBody: md5Of(body ?? ''),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(systemAttributes),
    SequenceNumber: isFifo(queue) ? sequenceNumberOf(sent) : undefined,
  };
}

function attributesOf(
  given: Readonly<Record<string, MessageAttributeValue>> | undefined,
): MessageAttributes {
  const entries = Object.entries(given ?? {}).map(([name, attribute]) => {
    const { DataType: dataType = '', StringValue, BinaryValue } = attribute;
    const value =
      BinaryValue === undefined
        ? { stringValue: StringValue }
        : { binaryValue: Buffer.from(BinaryValue).toString('base64') };
    return [name, { dataType, ...value }] as const;
  });
  return Object.fromEntries(entries);
}

/** Recorded (test_send_message_batch_with_oversized_contents). */
function checkSize(entries: readonly Entry[]): void {
  const most = numbers.MaximumMessageSize.max;
  const size = entries.reduce(
    (sum, { MessageBody = '', MessageAttributes }) =>
      sum + sizeOf(MessageBody, attributesOf(MessageAttributes)),
    0,
  );
  if (size <= most) return;
  throw new AwsError(
    400,
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${String(most)} bytes. You have sent ${String(size)} bytes.`,
  );
}

/** One entry without them spoils the batch. Recorded (test_send_batch_missing_message_group_id…). */
function checkForFifo(queue: QueueDocument, entries: readonly Entry[]): void {
  if (!isFifo(queue)) return;
  for (const { MessageBody: body, MessageDeduplicationId, MessageGroupId } of entries) {
    deduplicationIdOf(queue, { body, deduplicationId: MessageDeduplicationId });
    if (MessageGroupId === undefined) {
      throw invalidValue('The request must contain the parameter MessageGroupId.');
    }
  }
}
