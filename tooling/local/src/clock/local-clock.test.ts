// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- the machine's own timers are what this waits for
import { setTimeout as realWait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLocalClock, type LocalClock } from './local-clock.ts';

const start = Date.parse('2026-11-20T12:00:00Z');
const hour = 3_600_000;

/** A clock over one of the test's, which stands still. */
function makeClock(options: { readonly aheadMs?: number } = {}) {
  const real = { nowMs: start };
  const failures: unknown[] = [];
  const moved: number[] = [];
  const clock = createLocalClock({
    realNow: () => new Date(real.nowMs),
    report: (error) => failures.push(error),
    onMoved: (aheadMs) => moved.push(aheadMs),
    ...options,
  });
  return { clock, real, failures, moved };
}

const ahead = (clock: LocalClock) => clock.now().getTime() - start;

it("goes with the machine's, from where it was left", () => {
  const { clock, real } = makeClock({ aheadMs: hour });
  expect(ahead(clock)).toBe(hour);
  real.nowMs += 5;
  expect(ahead(clock)).toBe(hour + 5);
});

it('goes on faster from the moment it was told to', async () => {
  const { clock, real } = makeClock();
  real.nowMs += 10;
  await clock.setSpeed(60);
  real.nowMs += 10;
  expect(ahead(clock)).toBe(10 + 600);
  await clock.close();
});

it('is written down ahead of itself while it is faster, and as it stands at the end', async () => {
  const { clock, real, moved } = makeClock();
  await clock.setSpeed(1000);
  // Until the next time that it is written down, were it never to come.
  real.nowMs += 1000;
  expect(clock.now().getTime() - real.nowMs).toBeLessThan(moved.at(-1) ?? 0);
  await clock.close();
  expect(moved).toEqual([2000 * 999, 1000 * 999]);
});

describe('moved forward', () => {
  it('carries out what is due on the way, each at its moment, in order, and no more', async () => {
    const { clock, moved } = makeClock();
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name} ${ahead(clock) / hour}`);
    clock.at(start + 3 * hour, note('third'));
    clock.at(start + hour, note('first'));
    clock.at(start + 2 * hour, note('second'));
    clock.at(start + 2 * hour, note('second again'));
    clock.at(start + 5 * hour, note('later'));
    expect(await clock.advanceTo(start + 4 * hour)).toBe(4);
    expect(seen).toEqual(['first 1', 'second 2', 'second again 2', 'third 3']);
    expect(ahead(clock)).toBe(4 * hour);
    expect(clock.show().next).toBe(new Date(start + 5 * hour).toISOString());
    expect(moved).toEqual([4 * hour]);
    await clock.close();
  });

  it('carries out what is set on the way, also by work that is under way', async () => {
    const { clock } = makeClock();
    const seen: number[] = [];
    clock.at(start + hour, () => {
      void clock.during(
        (async () => {
          await realWait(5);
          clock.at(clock.now().getTime() + hour, () => seen.push(ahead(clock) / hour));
        })(),
      );
    });
    await clock.advanceTo(start + 10 * hour);
    expect(seen).toEqual([2]);
  });

  it('goes on after a failure, and reports it', async () => {
    const { clock, failures } = makeClock();
    const seen: string[] = [];
    clock.at(start + 1, () => Promise.reject(new Error('no')));
    clock.at(start + 2, () => seen.push('second'));
    await clock.advanceTo(start + 2);
    expect(seen).toEqual(['second']);
    expect(failures).toEqual([new Error('no')]);
  });

  it('twice at once, goes to one moment after the other', async () => {
    const { clock } = makeClock();
    await Promise.all([clock.advanceTo(start + hour), clock.advanceTo(start + 2 * hour)]);
    expect(ahead(clock)).toBe(2 * hour);
  });

  it('never goes back', async () => {
    const { clock } = makeClock();
    await clock.advanceTo(start + hour);
    await clock.advanceTo(start);
    expect(ahead(clock)).toBe(hour);
  });

  it('does nothing that was cancelled', async () => {
    const { clock } = makeClock();
    const seen: string[] = [];
    clock.at(start + 1, () => seen.push('cancelled')).cancel();
    expect(await clock.advanceTo(start + hour)).toBe(0);
    expect(seen).toEqual([]);
  });
});

it("carries out what is due by the machine's own time", async () => {
  // eslint-disable-next-line no-restricted-syntax -- with the real time, once
  const clock = createLocalClock({ realNow: () => new Date(), report: () => undefined });
  const begin = clock.now().getTime();
  await clock.wait(5);
  expect(clock.now().getTime() - begin).toBeGreaterThanOrEqual(5);
});
