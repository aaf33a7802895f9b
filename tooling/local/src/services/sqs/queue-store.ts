import type { LocalClock, Timer } from '../../clock/local-clock.ts';
import type { Collection, State } from '../../state/state.ts';
import type { MessageDocument } from './messages/message-document.ts';
import type { QueueDocument } from './queue-document.ts';

/** What a FIFO queue has taken within the last minutes: it takes nothing of the same id again. */
export interface Deduplication {
  readonly queue: string;
  readonly atMs: number;
  readonly messageId: string;
  readonly order: number;
}

/** The queues of the local AWS, and what is in them. */
export interface QueueStore {
  readonly clock: LocalClock;
  get(name: string): QueueDocument | undefined;
  /** Sorted by name. */
  list(): readonly QueueDocument[];
  put(queue: QueueDocument): Promise<void>;
  /** With all that is in it. */
  remove(name: string): Promise<void>;
  /** When a queue of that name was deleted last. */
  deletedAtMs(name: string): number | undefined;
  /** Of a queue, in the order in which they were sent. */
  messages(name: string): ReadonlyMap<string, MessageDocument>;
  /** A new message, or what has become of one. It is seen at once, and on disk when this resolves. */
  putMessage(message: MessageDocument): Promise<void>;
  removeMessage(message: MessageDocument): Promise<void>;
  readonly deduplications: Collection<Deduplication>;
  /** The place of the next message: more than every one before. */
  nextOrder(): number;
  /** Calls back when there may be something to receive in a queue of that name, whether it is there yet or not. */
  watch(name: string, listener: () => void): () => void;
  /** Says so: something was sent, has become visible or makes room for what comes after it. */
  notify(name: string): void;
  /**
   * Waits until there may be something to receive, or for a moment.
   *
   * @returns false when the local AWS closes: there is nothing to wait for
   */
  changed(name: string, untilMs: number): Promise<boolean>;
  /** Forgets what is in memory; the state's own is the caller's. */
  clear(): void;
  /** Lets nobody wait any longer. */
  close(): void;
}

export async function openQueueStore(state: State, clock: LocalClock): Promise<QueueStore> {
  const queues = await state.collection<QueueDocument>('sqs/queues');
  const stored = await state.collection<MessageDocument>('sqs/messages');
  const deleted = await state.collection<number>('sqs/deleted-queues');
  const deduplications = await state.collection<Deduplication>('sqs/deduplications');
  const boxes = new Map<string, Map<string, MessageDocument>>();
  const listeners = new Map<string, Set<() => void>>();
  const waiters = new Set<() => void>();
  let closed = false;
  let lastOrder = 0;

  const boxOf = (name: string) => {
    const box = boxes.get(name) ?? new Map<string, MessageDocument>();
    boxes.set(name, box);
    return box;
  };
  const keyOf = ({ queue, id }: MessageDocument) => `${queue}/${id}`;
  const sent = stored.list().map(([, message]) => message);
  for (const message of sent.sort((one, other) => one.order - other.order)) {
    boxOf(message.queue).set(message.id, message);
    lastOrder = message.order;
  }

  const store: QueueStore = {
    clock,
    get: (name) => queues.get(name),
    list: () => queues.list().map(([, queue]) => queue),
    put: (queue) => queues.put(queue.name, queue),
    async remove(name) {
      const messages = [...boxOf(name).values()];
      boxes.delete(name);
      const taken = deduplications.list().filter(([, { queue }]) => queue === name);
      await queues.delete(name);
      await deleted.put(name, clock.now().getTime());
      await Promise.all([
        ...messages.map((message) => stored.delete(keyOf(message))),
        ...taken.map(([key]) => deduplications.delete(key)),
      ]);
      store.notify(name);
    },
    deletedAtMs: (name) => deleted.get(name),
    messages: boxOf,
    async putMessage(message) {
      boxOf(message.queue).set(message.id, message);
      await stored.put(keyOf(message), message);
    },
    async removeMessage(message) {
      boxOf(message.queue).delete(message.id);
      await stored.delete(keyOf(message));
    },
    deduplications,
    nextOrder() {
      lastOrder = Math.max(lastOrder + 1, clock.now().getTime() * 1000);
      return lastOrder;
    },
    watch(name, listener) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0 && listeners.get(name) === all) listeners.delete(name);
      };
    },
    notify(name) {
      for (const listener of [...(listeners.get(name) ?? [])]) listener();
    },
    changed(name, untilMs) {
      if (closed) return Promise.resolve(false);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const end = (goesOn: boolean) => {
        timer.cancel();
        unwatch();
        waiters.delete(giveUp);
        resolve(goesOn);
      };
      const giveUp = () => end(false);
      const timer: Timer = clock.at(untilMs, () => end(true));
      const unwatch = store.watch(name, () => end(true));
      waiters.add(giveUp);
      return promise;
    },
    clear() {
      boxes.clear();
      for (const giveUp of [...waiters]) giveUp();
    },
    close() {
      closed = true;
      for (const giveUp of [...waiters]) giveUp();
    },
  };
  return store;
}
