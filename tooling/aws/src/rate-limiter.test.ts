import { expect, it } from 'vitest';
import { createRateLimiter } from './rate-limiter.ts';

/** Time passes only by sleeping, one sleeper after the other. */
function createTestClock() {
  let elapsed = 0;
  return {
    now: () => elapsed,
    sleep: (milliseconds: number) => {
      elapsed += milliseconds;
      return Promise.resolve();
    },
    date: () => new Date(elapsed),
  };
}

it('lets one second’s worth but one through at once, then one request an interval', async () => {
  const clock = createTestClock();
  const limiter = createRateLimiter({ perSecond: 15, isOn: true }, clock);
  for (let request = 0; request < 14; request += 1) await limiter.take();
  expect(clock.now()).toBe(0);
  for (let request = 0; request < 30; request += 1) await limiter.take();
  expect(clock.now()).toBeCloseTo(2000);
});

it('fills up again while nobody asks, and never beyond one second’s worth', async () => {
  const clock = createTestClock();
  const limiter = createRateLimiter({ perSecond: 10, isOn: true }, clock);
  for (let request = 0; request < 9; request += 1) await limiter.take();
  await clock.sleep(60_000);
  const resumed = clock.now();
  for (let request = 0; request < 9; request += 1) await limiter.take();
  expect(clock.now()).toBe(resumed);
  await limiter.take();
  expect(clock.now()).toBeCloseTo(resumed + 100);
});

it('lets nothing through during a pause, and no burst after it', async () => {
  const clock = createTestClock();
  const limiter = createRateLimiter({ perSecond: 10, isOn: true }, clock);
  limiter.pause(3000);
  await limiter.take();
  expect(clock.now()).toBeCloseTo(3100);
  await limiter.take();
  expect(clock.now()).toBeCloseTo(3200);
});

it('spaces nothing where nobody counts, until somebody asks for a pause', async () => {
  const clock = createTestClock();
  const limiter = createRateLimiter({ perSecond: 10, isOn: false }, clock);
  for (let request = 0; request < 100; request += 1) await limiter.take();
  expect(clock.now()).toBe(0);
  limiter.pause(1000);
  await limiter.take();
  expect(clock.now()).toBeCloseTo(1100);
});
