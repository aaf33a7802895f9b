import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  ChangeMessageVisibilityRequest,
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  DeleteMessageRequest,
  ReceiveMessageRequest,
  ReceiveMessageResult,
} from '@aws-sdk/client-sqs';
import type { RequestContext } from '../../../service.ts';
import { numberOf } from '../attributes/queue-attributes.ts';
import { receiveMessages } from '../messages/receive-messages.ts';
import { showMessage } from '../messages/show-message.ts';
import { changeVisibility, deleteMessage } from '../messages/settle-receipt.ts';
import type { QueueStore } from '../queue-store.ts';
import { invalidParameter } from '../sqs-errors.ts';
import { runBatch } from './batch.ts';
import { requireQueue } from './require-queue.ts';

export const receiveOperations = (store: QueueStore) => ({
  async ReceiveMessage(
    input: ReceiveMessageRequest,
    context: RequestContext,
  ): Promise<ReceiveMessageResult> {
    const queue = requireQueue(store, input, context);
    const { MaxNumberOfMessages: limit = 1, VisibilityTimeout, WaitTimeSeconds } = input;
    const waitSeconds = WaitTimeSeconds ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds');
    checkRange('MaxNumberOfMessages', limit, [1, 10], 'Must be between 1 and 10, if provided.');
    checkRange('WaitTimeSeconds', waitSeconds, [0, 20], 'Must be >= 0 and <= 20, if provided.');
    checkVisibility(VisibilityTimeout ?? 0);
    const received = await receiveMessages(store, queue.name, {
      limit,
      waitSeconds,
      visibilitySeconds: VisibilityTimeout,
    });
    if (received.length === 0) return {};
    return { Messages: received.map((message) => showMessage(message, input)) };
  },

  async DeleteMessage(input: DeleteMessageRequest, context: RequestContext): Promise<object> {
    await deleteMessage(store, requireQueue(store, input, context), input.ReceiptHandle);
    return {};
  },

  async DeleteMessageBatch(
    input: DeleteMessageBatchRequest,
    context: RequestContext,
  ): Promise<DeleteMessageBatchResult> {
    const queue = requireQueue(store, input, context);
    return await runBatch(input.Entries, async ({ Id, ReceiptHandle }) => {
      await deleteMessage(store, queue, ReceiptHandle);
      return { Id };
    });
  },

  async ChangeMessageVisibility(
    input: ChangeMessageVisibilityRequest,
    context: RequestContext,
  ): Promise<object> {
    const { ReceiptHandle: handle, VisibilityTimeout: seconds = 0 } = input;
    await changeVisibility(store, requireQueue(store, input, context), { handle, seconds });
    return {};
  },

  async ChangeMessageVisibilityBatch(
    input: ChangeMessageVisibilityBatchRequest,
    context: RequestContext,
  ): Promise<ChangeMessageVisibilityBatchResult> {
    const queue = requireQueue(store, input, context);
    return await runBatch(input.Entries, async ({ Id, ReceiptHandle, VisibilityTimeout = 0 }) => {
      await changeVisibility(store, queue, { handle: ReceiptHandle, seconds: VisibilityTimeout });
      return { Id };
    });
  },
});

function checkVisibility(seconds: number): void {
  const reason = 'Must be >= 0 and <= 43200, if provided.';
  checkRange('VisibilityTimeout', seconds, [0, 43_200], reason);
}

function checkRange(
  name: string,
  value: number,
  [min, max]: readonly [number, number],
  reason: string,
): void {
  if (value < min || value > max) throw invalidParameter(name, value, reason);
}
