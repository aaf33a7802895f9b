import type { Host } from '../src/host.ts';

/**
 * A clock for several that wait at the same time: it moves on to the next who wakes up once nobody
 * has anything left to do, with requests over real connections among the things to do.
 */
export interface VirtualClock {
  readonly clock: Host['clock'];
  readonly date: () => Date;
  /** Wraps what must be over before time passes. */
  readonly busy: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

// What follows an answer takes a few turns of the event loop, until it sleeps or asks again.
const quietTurns = 4;

export function createVirtualClock(): VirtualClock {
  const start = Date.UTC(2026, 0, 1);
  const sleepers: Sleeper[] = [];
  let elapsed = 0;
  let working = 0;
  let isMoving = false;

  const moveOn = (turns: number) => {
    if (working > 0 || sleepers.length === 0) {
      isMoving = false;
    } else if (turns > 0) {
      setImmediate(moveOn, turns - 1);
    } else {
      sleepers.sort((a, b) => a.wakesAt - b.wakesAt);
      const next = sleepers.shift();
      elapsed = Math.max(elapsed, next?.wakesAt ?? elapsed);
      next?.wake();
      setImmediate(moveOn, quietTurns);
    }
  };
  const mayMoveOn = () => {
    if (isMoving) return;
    isMoving = true;
    setImmediate(moveOn, quietTurns);
  };
  const date = () => new Date(start + elapsed);
  return {
    date,
    clock: {
      now: () => elapsed,
      date,
      sleep(milliseconds) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        const wake = () => {
          resolve(undefined);
        };
        sleepers.push({ wakesAt: elapsed + milliseconds, wake });
        mayMoveOn();
        return promise;
      },
    },
    async busy(work) {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
        mayMoveOn();
      }
    },
  };
}
