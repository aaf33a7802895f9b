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
  };
}

it('lets one second’s worth through at once, then one request an interval', async () => {
  const clock = createTestClock();
  const limiter = createRateLimiter(15, clock);
  for (let request = 0; request < 15; request += 1) await limiter.take();
  expect(clock.now()).toBe(0);
  for (let request = 0; request < 30; request += 1) await limiter.take();
  expect(clock.now()).toBeCloseTo(2000);
});

it('fills up again while nobody asks, and never beyond one second’s worth', async () => {
  const clock = createTestClock();
  const limiter = createRateLimiter(10, clock);
  for (let request = 0; request < 10; request += 1) await limiter.take();
  await clock.sleep(60_000);
  const resumed = clock.now();
  for (let request = 0; request < 10; request += 1) await limiter.take();
  expect(clock.now()).toBe(resumed);
  await limiter.take();
  expect(clock.now()).toBeCloseTo(resumed + 100);
});
