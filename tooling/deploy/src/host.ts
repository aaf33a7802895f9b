import type { Readable, Writable } from 'node:stream';

/** Where somebody sits who can be asked. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** What a command may touch of the process that runs it. Made in main.ts, and by tests. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output: results. */
  readonly out: (text: string) => void;
  /** Writes to standard error: progress and failures. */
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal that can be drawn over. */
  readonly isInteractive: boolean;
  readonly hasColors: boolean;
  /** Absent in pipelines, and where input or output is a pipe: nothing is asked there. */
  readonly terminal?: Terminal | undefined;
  readonly readStdin: () => Promise<string>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly clock: {
    /** Milliseconds, monotonic. */
    now(): number;
    sleep(milliseconds: number): Promise<void>;
    /** The time of day, for what people read later: it decides nothing. */
    readonly date: () => Date;
  };
}
