import type { LogEvent, LogSink } from './executor.ts';

const flushAfterMs = 200;
const flushAtBytes = 262_144;
const pauseAtBytes = 4_194_304;
const tailBytes = 1_048_576;

/** The log stream of one execution environment: batches events, and keeps the invocation's tail. */
export interface LogStream {
  readonly name: string;
  /** Adds an event; `hidden` keeps it out of the invocation's own log. */
  write(message: string, visibility?: 'hidden'): void;
  /** Forgets the tail: what follows belongs to the next invocation. */
  startTail(): void;
  /** The invocation's events, one after the other; of very many, the last 1 MiB. */
  readonly tail: string;
  /** Settles once everything written so far has been taken. @throws what the sink threw. */
  flush(): Promise<void>;
  /** The same, leaving what the sink threw to the next `flush`. */
  relieve(): Promise<void>;
  /** Whether so much waits for the sink that its source should be left unread for a while. */
  readonly isFull: boolean;
}

export function openLogStream(
  sink: LogSink,
  logGroup: string,
  name: string,
  now: () => Date,
): LogStream {
  let batch: LogEvent[] = [];
  let batchBytes = 0;
  let unsentBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  let failure: { readonly cause: unknown } | undefined;
  let tail: string[] = [];
  let tailSize = 0;

  const send = () => {
    clearTimeout(timer);
    timer = undefined;
    if (batch.length === 0) return;
    const events = batch;
    const sizeBytes = batchBytes;
    batch = [];
    batchBytes = 0;
    sending = sending
      .then(() => sink(logGroup, name, events))
      .catch((cause: unknown) => {
        failure = { cause };
      })
      .then(() => {
        unsentBytes -= sizeBytes;
      });
  };

  return {
    name,
    write(message, visibility) {
      batch.push({ timestamp: now().getTime(), message });
      batchBytes += message.length;
      unsentBytes += message.length;
      if (batchBytes >= flushAtBytes) send();
      else timer ??= setTimeout(send, flushAfterMs).unref();
      if (visibility === 'hidden') return;
      tail.push(message.endsWith('\n') ? message : `${message}\n`);
      tailSize += message.length;
      // Cut seldom: cutting at each line would make a flood quadratic.
      if (tailSize > 2 * tailBytes) {
        tail = [tail.join('').slice(-tailBytes)];
        tailSize = tailBytes;
      }
    },
    startTail() {
      tail = [];
      tailSize = 0;
    },
    get tail() {
      return tail.join('').slice(-tailBytes);
    },
    async flush() {
      send();
      await sending;
      const failed = failure;
      failure = undefined;
      if (failed !== undefined) throw failed.cause;
    },
    relieve() {
      send();
      return sending;
    },
    get isFull() {
      return unsentBytes > pauseAtBytes;
    },
  };
}
