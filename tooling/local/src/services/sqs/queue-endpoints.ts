import type { LocalMessage, LocalMessages, LocalQueue, LocalQueues } from '@tooling/core/local-api';
import type { LocalEndpoints } from '../../gateway/answer-local.ts';
import { cutText } from '../../gateway/cut-text.ts';
import { limitOf, nameOf } from '../../gateway/local-query.ts';
import { redriveOf } from './attributes/queue-attributes.ts';
import { isInFlight, type MessageDocument } from './messages/message-document.ts';
import type { QueueDocument } from './queue-document.ts';
import type { QueueStore } from './queue-store.ts';

/** What is in queues, for people who look: nothing is received by it. */
export function queueEndpoints(open: () => Promise<QueueStore>): LocalEndpoints {
  return {
    async 'GET /_local/queues'(): Promise<LocalQueues> {
      const store = await open();
      return { queues: store.list().map((queue) => showQueue(store, queue)) };
    },
    async 'GET /_local/queues/*'(rest, _readText, { query }): Promise<LocalMessages | undefined> {
      const limit = limitOf(query, { usual: 100, most: 1000 });
      const store = await open();
      const queue = store.get(nameOf(rest));
      if (queue === undefined) return undefined;
      const all = [...store.messages(queue.name).values()];
      const nowMs = store.clock.now().getTime();
      const messages = all.slice(0, limit).map((message) => showMessage(message, nowMs));
      return { ...showQueue(store, queue), messages, more: all.length - messages.length };
    },
  };
}

function showQueue(store: QueueStore, queue: QueueDocument): LocalQueue {
  const nowMs = store.clock.now().getTime();
  const depths = { visible: 0, inFlight: 0, delayed: 0 };
  for (const message of store.messages(queue.name).values()) depths[stateOf(message, nowMs)]++;
  const deadLetterQueue = redriveOf(queue)?.deadLetterTargetArn.split(':')[5];
  return { name: queue.name, ...depths, deadLetterQueue };
}

function stateOf(message: MessageDocument, nowMs: number): LocalMessage['state'] {
  if (message.visibleAtMs <= nowMs) return 'visible';
  return isInFlight(message, nowMs) ? 'inFlight' : 'delayed';
}

function showMessage(message: MessageDocument, nowMs: number): LocalMessage {
  const state = stateOf(message, nowMs);
  const { text, ...cut } = cutText(message.body);
  const attributes = Object.entries(message.attributes).map(
    ([name, { stringValue, binaryValue }]) => [name, stringValue ?? binaryValue ?? ''] as const,
  );
  return {
    messageId: message.id,
    state,
    sentAt: new Date(message.sentAtMs).toISOString(),
    ...(state !== 'visible' && { visibleAt: new Date(message.visibleAtMs).toISOString() }),
    receiveCount: message.receiveCount,
    body: text,
    ...cut,
    attributes: Object.fromEntries(attributes),
    messageGroupId: message.groupId,
  };
}
