import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../src/host.ts';

/** Longer than this nobody waits: polls come often, and a step of a switch takes no minute. */
const longestMs = 10;

/** The machine's clock, which has jumped to the end of each wait. */
export function createQuickClock(): Host['clock'] {
  let skippedMs = 0;
  return {
    now: () => performance.now() + skippedMs,
    async sleep(milliseconds) {
      const realMs = Math.min(milliseconds, longestMs);
      await sleep(realMs);
      skippedMs += milliseconds - realMs;
    },
    date: () => new Date(performance.timeOrigin + performance.now() + skippedMs),
  };
}
