import { numberOf, redriveOf } from '../attributes/queue-attributes.ts';
import { isFifo, type QueueDocument } from '../queue-document.ts';
import type { QueueStore } from '../queue-store.ts';
import type { MessageDocument } from './message-document.ts';
import { pickMessages } from './pick-messages.ts';

export interface ReceiveRequest {
  readonly limit: number;
  /** How long nobody else receives them; left out: as the queue says. */
  readonly visibilitySeconds?: number | undefined;
}

/** Receives what is there; where nothing is, what comes until a moment. */
export async function receiveMessages(
  store: QueueStore,
  name: string,
  request: ReceiveRequest & { readonly waitSeconds: number },
): Promise<readonly MessageDocument[]> {
  const { clock } = store;
  const untilMs = clock.now().getTime() + request.waitSeconds * 1000;
  for (;;) {
    const received = await takeMessages(store, name, request);
    if (received.length > 0 || clock.now().getTime() >= untilMs) return received;
    const next = nextVisibleAtMs(store, name) ?? untilMs;
    if (!(await store.changed(name, Math.min(next, untilMs)))) return [];
  }
}

/**
 * Receives what is there now. Messages that were received too often go to the dead-letter queue, and
 * those that are too old nowhere.
 */
export async function takeMessages(
  store: QueueStore,
  name: string,
  { limit, visibilitySeconds }: ReceiveRequest,
): Promise<readonly MessageDocument[]> {
  const queue = store.get(name);
  if (queue === undefined) return [];
  const nowMs = store.clock.now().getTime();
  // All of this is one step; only the disk is waited for, at the end.
  const writes: Promise<void>[] = dropOld(store, queue, nowMs);
  let picked: MessageDocument[];
  for (;;) {
    const messages = store.messages(name).values();
    picked = pickMessages(messages, { nowMs, limit, isFifo: isFifo(queue) });
    const dead = picked.filter((message) => isDead(store, queue, message));
    if (dead.length === 0) break;
    for (const message of dead) writes.push(...bury(store, queue, message));
  }
  const seconds = visibilitySeconds ?? numberOf(queue, 'VisibilityTimeout');
  const received = picked.map((message) => ({
    ...message,
    visibleAtMs: nowMs + seconds * 1000,
    receiveCount: message.receiveCount + 1,
    firstReceivedAtMs: message.firstReceivedAtMs ?? nowMs,
  }));
  for (const message of received) writes.push(store.putMessage(message));
  await Promise.all(writes);
  return received;
}

/** When the next message becomes visible that is not so now. */
export function nextVisibleAtMs(store: QueueStore, name: string): number | undefined {
  const nowMs = store.clock.now().getTime();
  let next: number | undefined;
  for (const { visibleAtMs } of store.messages(name).values()) {
    if (visibleAtMs > nowMs && visibleAtMs < (next ?? Infinity)) next = visibleAtMs;
  }
  return next;
}

/** Takes away what is kept for too long. */
export function dropOld(store: QueueStore, queue: QueueDocument, nowMs: number): Promise<void>[] {
  const keptMs = numberOf(queue, 'MessageRetentionPeriod') * 1000;
  return [...store.messages(queue.name).values()]
    .filter(({ keptFromMs }) => nowMs - keptFromMs >= keptMs)
    .map((message) => store.removeMessage(message));
}

function isDead(store: QueueStore, queue: QueueDocument, { receiveCount }: MessageDocument) {
  const redrive = redriveOf(queue);
  return (
    redrive !== undefined &&
    receiveCount >= redrive.maxReceiveCount &&
    store.get(nameOfTarget(redrive.deadLetterTargetArn)) !== undefined
  );
}

const nameOfTarget = (arn: string) => arn.split(':')[5] ?? '';

/**
 * In a FIFO queue the time for which it is kept begins again.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
function bury(store: QueueStore, queue: QueueDocument, message: MessageDocument) {
  const nowMs = store.clock.now().getTime();
  const target = nameOfTarget(redriveOf(queue)?.deadLetterTargetArn ?? '');
  const written = [
    store.removeMessage(message),
    store.putMessage({
      ...message,
      queue: target,
      order: store.nextOrder(),
      keptFromMs: isFifo(queue) ? nowMs : message.keptFromMs,
      visibleAtMs: nowMs,
      deadLetterSourceArn: sourceArnOf(queue, redriveOf(queue)?.deadLetterTargetArn ?? ''),
    }),
  ];
  store.notify(target);
  return written;
}

/** Both are of the same account and region. */
const sourceArnOf = ({ name }: QueueDocument, targetArn: string) =>
  [...targetArn.split(':').slice(0, 5), name].join(':');
