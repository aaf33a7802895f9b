import type { Wait } from '@tooling/core';
import type { Clock } from './clock.ts';

/** What is waited for. */
type WaitKind = Pick<Wait, 'reason' | 'quota'>;

/** Remembers what a run waited for, and how long. */
export interface WaitLog {
  add(kind: WaitKind, milliseconds: number, times: number): void;
  /** Counts the time of some work; of several at once for one reason, each moment only once. */
  during<Value>(kind: WaitKind, work: () => Promise<Value>): Promise<Value>;
  /** The longest first. */
  list(): readonly Wait[];
}

interface Entry extends WaitKind {
  milliseconds: number;
  times: number;
  /** Of what is going on now. */
  running: number;
  since: number;
}

export function createWaitLog(clock: Clock): WaitLog {
  const entries = new Map<string, Entry>();
  const entryOf = ({ reason, quota }: WaitKind): Entry => {
    const key = `${reason} ${quota ?? ''}`;
    const entry = entries.get(key) ?? {
      reason,
      quota,
      milliseconds: 0,
      times: 0,
      running: 0,
      since: 0,
    };
    entries.set(key, entry);
    return entry;
  };
  return {
    add(kind, milliseconds, times) {
      const entry = entryOf(kind);
      entry.milliseconds += milliseconds;
      entry.times += times;
    },
    async during(kind, work) {
      const entry = entryOf(kind);
      if (entry.running === 0) entry.since = clock.now();
      entry.running += 1;
      entry.times += 1;
      try {
        return await work();
      } finally {
        entry.running -= 1;
        if (entry.running === 0) entry.milliseconds += clock.now() - entry.since;
      }
    },
    list: () =>
      [...entries.values()]
        .map(({ reason, quota, milliseconds, times }) => ({
          reason,
          ...(quota !== undefined && { quota }),
          milliseconds: Math.round(milliseconds),
          times,
        }))
        .filter(({ milliseconds }) => milliseconds > 0)
        .toSorted((a, b) => b.milliseconds - a.milliseconds),
  };
}
