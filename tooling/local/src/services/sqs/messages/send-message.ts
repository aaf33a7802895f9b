import { createHash, randomUUID } from 'node:crypto';
import { numberOf } from '../attributes/queue-attributes.ts';
import { isFifo, type QueueDocument } from '../queue-document.ts';
import type { QueueStore } from '../queue-store.ts';
import { invalidParameter, invalidValue, missingParameter } from '../sqs-errors.ts';
import { checkBody, checkId, checkMessageAttributes, sizeOf } from './check-message.ts';
import type { MessageAttributes, MessageDocument } from './message-document.ts';

/** What somebody wants to send. */
export interface Outgoing {
  readonly body: string | undefined;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  readonly traceHeader?: string | undefined;
  readonly delaySeconds?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

/** What the sender is told of it. */
export type Sent = Pick<MessageDocument, 'id' | 'order'>;

/**
 * Puts a message into a queue. One that a FIFO queue has taken within five minutes is taken again
 * and goes nowhere.
 *
 * @throws AwsError
 */
export async function sendMessage(
  store: QueueStore,
  queue: QueueDocument,
  outgoing: Outgoing,
): Promise<Sent> {
  const { body, attributes, groupId, delaySeconds } = outgoing;
  const text = checkBody(body);
  checkMessageAttributes(attributes);
  checkForQueue(queue, outgoing);
  const mostBytes = numberOf(queue, 'MaximumMessageSize');
  if (sizeOf(text, attributes) > mostBytes) {
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${String(mostBytes)} bytes.`,
    );
  }
  const nowMs = store.clock.now().getTime();
  const deduplicationId = isFifo(queue)
    ? deduplicationIdOf(queue, { ...outgoing, body: text })
    : undefined;
  const message: MessageDocument = {
    id: randomUUID(),
    queue: queue.name,
    order: store.nextOrder(),
    body: text,
    attributes,
    senderId: outgoing.senderId,
    sentAtMs: nowMs,
    keptFromMs: nowMs,
    visibleAtMs: nowMs + (delaySeconds ?? numberOf(queue, 'DelaySeconds')) * 1000,
    receiveCount: 0,
    ...(outgoing.traceHeader !== undefined && { traceHeader: outgoing.traceHeader }),
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
  };
  const before = takeBefore(store, queue, message);
  if (before !== undefined) return { id: before.messageId, order: before.order };
  const written = Promise.all([rememberIt(store, queue, message), store.putMessage(message)]);
  store.notify(queue.name);
  await written;
  return message;
}

function checkForQueue(queue: QueueDocument, outgoing: Outgoing): void {
  const { groupId, deduplicationId, delaySeconds } = outgoing;
  checkId('MessageGroupId', groupId);
  checkId('MessageDeduplicationId', deduplicationId);
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > 900)) {
    throw invalidParameter('DelaySeconds', delaySeconds, 'DelaySeconds must be >= 0 and <= 900.');
  }
  if (!isFifo(queue)) {
    if (deduplicationId === undefined) return;
    throw invalidParameter(
      'MessageDeduplicationId',
      deduplicationId,
      'The request includes a parameter that is not valid for this queue type.',
    );
  }
  if (delaySeconds !== undefined && delaySeconds > 0) {
    throw invalidParameter(
      'DelaySeconds',
      delaySeconds,
      'The request include parameter that is not valid for this queue type.',
    );
  }
  if (groupId === undefined) throw missingParameter('MessageGroupId');
}

/** Of a FIFO queue's message: its own, or the digest of its body. @throws AwsError where there is neither */
export function deduplicationIdOf(
  { attributes }: QueueDocument,
  { body, deduplicationId }: Pick<Outgoing, 'body' | 'deduplicationId'>,
): string {
  if (deduplicationId !== undefined) return deduplicationId;
  if (attributes.ContentBasedDeduplication === 'true') {
    return createHash('sha256')
      .update(body ?? '')
      .digest('hex');
  }
  throw invalidValue(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const deduplicationMs = 300_000;

function keyOf(queue: QueueDocument, { groupId = '', deduplicationId = '' }: MessageDocument) {
  const isOfGroup = queue.attributes.DeduplicationScope === 'messageGroup';
  return JSON.stringify([queue.name, isOfGroup ? groupId : '', deduplicationId]);
}

function takeBefore(store: QueueStore, queue: QueueDocument, message: MessageDocument) {
  if (message.deduplicationId === undefined) return undefined;
  const before = store.deduplications.get(keyOf(queue, message));
  return before !== undefined && message.sentAtMs - before.atMs < deduplicationMs
    ? before
    : undefined;
}

/** Those that are over go when a new one comes. */
async function rememberIt(
  store: QueueStore,
  queue: QueueDocument,
  message: MessageDocument,
): Promise<void> {
  if (message.deduplicationId === undefined) return;
  const { deduplications } = store;
  const { id: messageId, order, sentAtMs: atMs } = message;
  const over = deduplications.list().filter(([, one]) => atMs - one.atMs >= deduplicationMs);
  const key = keyOf(queue, message);
  await Promise.all([
    deduplications.put(key, { queue: queue.name, atMs, messageId, order }),
    ...over.filter(([other]) => other !== key).map(([other]) => deduplications.delete(other)),
  ]);
}
