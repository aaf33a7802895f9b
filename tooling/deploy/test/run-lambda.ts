import { setTimeout as sleep } from 'node:timers/promises';
import { runCommandLine, type Host } from '../src/index.ts';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly signal?: AbortSignal;
  readonly clock?: Host['clock'];
  /** Where somebody answers questions. */
  readonly terminal?: Host['terminal'];
  /** Sees each piece of standard output as it is written. */
  readonly onOut?: (text: string) => void;
}

export const realClock: Host['clock'] = {
  now: () => performance.now(),
  sleep: (milliseconds) => sleep(milliseconds),
  date: () => new Date(),
};

/** A clock that stands still until somebody sleeps: waiting takes no time. */
export function createTestClock(): Host['clock'] {
  const start = Date.UTC(2026, 0, 1);
  let elapsed = 0;
  return {
    now: () => elapsed,
    sleep: (milliseconds) => {
      elapsed += milliseconds;
      return Promise.resolve();
    },
    date: () => new Date(start + elapsed),
  };
}

/** Runs one command line in this process, as a pipe would see it. */
export async function runLambda(args: readonly string[], options: RunOptions): Promise<Ran> {
  let out = '';
  let err = '';
  const exitCode = await runCommandLine(args, {
    cwd: options.cwd,
    env: options.env ?? {},
    out: (text) => {
      out += text;
      options.onOut?.(text);
    },
    err: (text) => (err += text),
    isInteractive: false,
    hasColors: false,
    terminal: options.terminal,
    readStdin: () => Promise.resolve(options.stdin ?? ''),
    signal: options.signal ?? new AbortController().signal,
    clock: options.clock ?? realClock,
  });
  return { exitCode, out, err };
}

/** What `--json` printed: one value a line. */
export function jsonLines(text: string): readonly Record<string, unknown>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
