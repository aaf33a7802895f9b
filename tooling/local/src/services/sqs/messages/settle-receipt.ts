import { isFifo, type QueueDocument } from '../queue-document.ts';
import type { QueueStore } from '../queue-store.ts';
import { invalidParameter } from '../sqs-errors.ts';
import { isInFlight } from './message-document.ts';
import { parseReceiptHandle } from './receipt-handles.ts';

/**
 * Deletes a message by what its last receiver got. Of a standard queue an older receipt changes
 * nothing: AWS promises no more.
 *
 * @throws AwsError
 */
export async function deleteMessage(
  store: QueueStore,
  queue: QueueDocument,
  handle: string | undefined,
): Promise<void> {
  const { message, isLast } = find(store, queue, handle);
  const inFlight =
    isLast && message !== undefined && isInFlight(message, store.clock.now().getTime());
  if (isFifo(queue) && message !== undefined && !inFlight) {
    throw invalidParameter('ReceiptHandle', handle, 'The receipt handle has expired.');
  }
  if (message === undefined || !isLast) return;
  const written = store.removeMessage(message);
  store.notify(queue.name);
  await written;
}

/** @throws AwsError */
export async function changeVisibility(
  store: QueueStore,
  queue: QueueDocument,
  { handle, seconds }: { readonly handle: string | undefined; readonly seconds: number },
): Promise<void> {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 43_200) {
    throw invalidParameter(
      'VisibilityTimeout',
      seconds,
      'VisibilityTimeout must be an integer between 0 and 43200.',
    );
  }
  const nowMs = store.clock.now().getTime();
  const { message, isLast } = find(store, queue, handle);
  if (message === undefined || !isLast || !isInFlight(message, nowMs)) {
    throw invalidParameter(
      'ReceiptHandle',
      handle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  const written = store.putMessage({ ...message, visibleAtMs: nowMs + seconds * 1000 });
  store.notify(queue.name);
  await written;
}

function find(store: QueueStore, { name }: QueueDocument, handle: string | undefined) {
  const { messageId, receiveCount } = parseReceiptHandle(handle, name);
  const message = store.messages(name).get(messageId);
  return { message, isLast: message?.receiveCount === receiveCount };
}
