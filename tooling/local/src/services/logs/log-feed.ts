import type { LogEvent } from '../../execution/executor.ts';

/** One line that was written into a log group, as those see it who look on. */
export interface LogLine {
  /** Counts up from 1, without a gap: who has seen a line asks for what came after it. */
  readonly id: number;
  readonly logGroup: string;
  readonly logStream: string;
  /** Milliseconds since 1970, of the local AWS's clock. */
  readonly timestamp: number;
  /** Without the newline at its end; at most `mostCharacters` of it. */
  readonly message: string;
  /** How many characters of it are left out. */
  readonly cut?: number | undefined;
}

/** Told of lines as they are written, several at once when they came at once. */
export type LogListener = (lines: readonly LogLine[]) => void;

/** What is written into all log groups, as it happens. Memory is bounded; CloudWatch Logs has all of it. */
export interface LogFeed {
  publish(logGroup: string, logStream: string, events: readonly LogEvent[]): void;
  /** The last lines, oldest first: at most `mostLines`, and of these what came after `afterId`. */
  recent(afterId?: number): readonly LogLine[];
  /**
   * Tells the listener of every line from now on, in their order. It must not take long and not
   * throw: functions wait for it. One that passes lines on bounds what it keeps.
   *
   * @returns ends it
   */
  subscribe(listener: LogListener): () => void;
  /** Forgets what was written. Numbers go on, for those who look on. */
  forget(): void;
}

/** Of what was written before somebody looks on. */
const mostLines = 1000;
/** CloudWatch takes 1 MiB; nobody reads that on a screen. */
const mostCharacters = 8192;

/** So the feed keeps 16 MB at the worst: 1,000 lines of 8,192 characters, two bytes each. */
export function createLogFeed(): LogFeed {
  const listeners = new Set<LogListener>();
  let kept: LogLine[] = [];
  let nextId = 1;

  return {
    publish(logGroup, logStream, events) {
      const lines = events.map(({ timestamp, message }) => {
        const id = nextId;
        nextId += 1;
        return { id, logGroup, logStream, timestamp, ...shorten(message) };
      });
      kept = [...kept, ...lines].slice(-mostLines);
      for (const listener of [...listeners]) listener(lines);
    },
    recent: (afterId = 0) => kept.filter(({ id }) => id > afterId),
    forget() {
      kept = [];
    },
    subscribe(listener) {
      // One that subscribes twice is told twice.
      const own: LogListener = (lines) => {
        listener(lines);
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}

function shorten(message: string): Pick<LogLine, 'message' | 'cut'> {
  const text = message.endsWith('\n') ? message.slice(0, -1) : message;
  if (text.length <= mostCharacters) return { message: text };
  // A string that was cut keeps the whole in memory: a copy does not.
  const copy = Buffer.from(text.slice(0, mostCharacters)).toString();
  return { message: copy, cut: text.length - mostCharacters };
}
