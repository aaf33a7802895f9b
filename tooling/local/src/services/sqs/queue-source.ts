import type { MessageDocument } from './messages/message-document.ts';
import { numberOf } from './attributes/queue-attributes.ts';
import { nextVisibleAtMs, takeMessages } from './messages/receive-messages.ts';
import { isFifo } from './queue-document.ts';
import { nameInArn, type Home } from './queue-names.ts';
import type { QueueStore } from './queue-store.ts';

/** Queues, as Lambda takes messages out of them for event source mappings. By their ARNs. */
export interface QueueSource {
  /** Undefined: there is no such queue in this account and region. */
  find(arn: string): { readonly visibilitySeconds: number; readonly isFifo: boolean } | undefined;
  /** What is there now; nobody else receives it until the queue's visibility timeout is over. */
  receive(arn: string, limit: number): Promise<readonly MessageDocument[]>;
  /** Deletes what was received, unless somebody has received it since. */
  drop(message: MessageDocument): Promise<void>;
  nextVisibleAtMs(arn: string): number | undefined;
  /** Calls back when there may be something to receive. */
  watch(arn: string, listener: () => void): () => void;
}

export function createQueueSource(store: QueueStore, home: Home): QueueSource {
  const nameOf = (arn: string) => nameInArn(arn, home) ?? '';
  return {
    find(arn) {
      const queue = store.get(nameOf(arn));
      if (queue === undefined) return undefined;
      return { visibilitySeconds: numberOf(queue, 'VisibilityTimeout'), isFifo: isFifo(queue) };
    },
    receive: (arn, limit) => takeMessages(store, nameOf(arn), { limit }),
    async drop(message) {
      const now = store.messages(message.queue).get(message.id);
      if (now?.receiveCount !== message.receiveCount) return;
      const written = store.removeMessage(now);
      store.notify(message.queue);
      await written;
    },
    nextVisibleAtMs: (arn) => nextVisibleAtMs(store, nameOf(arn)),
    watch: (arn, listener) => store.watch(nameOf(arn), listener),
  };
}
