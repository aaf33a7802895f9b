import { expect, it } from 'vitest';
import { createRateLimiter, type Limit, type Place } from './rate-limiter.ts';
import { createWaitLog } from './wait-log.ts';

/** Time passes only by sleeping. */
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

function startLimiter(options: Partial<Limit> = {}) {
  const clock = createTestClock();
  const waits = createWaitLog(clock);
  const limit = { quota: 'Lambda', perSecond: 10, isOn: true, ...options };
  const limiter = createRateLimiter(limit, clock, waits);
  let arrival = 0;
  const take = (place: Partial<Place> = {}) =>
    limiter.take({ priority: 1, arrival: (arrival += 1), ...place });
  const takeMany = async (count: number) => {
    for (let request = 0; request < count; request += 1) await take();
  };
  return { clock, waits, limiter, take, takeMany };
}

it('lets four fifths of one second’s worth through at once, then one request an interval', async () => {
  const { clock, takeMany } = startLimiter({ perSecond: 15 });
  await takeMany(12);
  expect(clock.now()).toBe(0);
  await takeMany(30);
  expect(clock.now()).toBeCloseTo(2000);
});

it('fills up again while nobody asks, and never beyond that burst', async () => {
  const { clock, take, takeMany } = startLimiter();
  await takeMany(8);
  await clock.sleep(60_000);
  const resumed = clock.now();
  await takeMany(8);
  expect(clock.now()).toBe(resumed);
  await take();
  expect(clock.now()).toBeCloseTo(resumed + 100);
});

it('spaces nothing where nobody counts, until something is refused', async () => {
  const { clock, limiter, take, takeMany } = startLimiter({ isOn: false });
  await takeMany(100);
  expect(clock.now()).toBe(0);
  limiter.throttled(0, 1000);
  await take();
  expect(clock.now()).toBeGreaterThanOrEqual(1000);
});

it('lets nothing through for as long as AWS asks, also what waits already', async () => {
  const { clock, limiter, take, takeMany } = startLimiter();
  await takeMany(8);
  const waiting = [take(), take()];
  limiter.throttled(0, 3000);
  await waiting[0];
  expect(clock.now()).toBeGreaterThanOrEqual(3000);
  await waiting[1];
  expect(clock.now()).toBeGreaterThanOrEqual(3000 + 1000 / 10);
});

it('goes on more slowly after a refusal, and comes back to the whole quota', async () => {
  const { clock, limiter, take, takeMany } = startLimiter();
  limiter.throttled(0, 1000);
  await take();
  const from = clock.now();
  await takeMany(7);
  expect(clock.now() - from).toBeGreaterThan(900);
  await takeMany(600);
  const later = clock.now();
  await takeMany(100);
  expect(clock.now() - later).toBeCloseTo(10_000);
});

it('takes the refusals of one moment for one', async () => {
  const { clock, limiter, take, takeMany } = startLimiter();
  for (let refused = 0; refused < 20; refused += 1) limiter.throttled(0, 1000);
  await clock.sleep(1);
  for (let refused = 0; refused < 20; refused += 1) limiter.throttled(0, 1000);
  await take();
  const from = clock.now();
  await takeMany(7);
  expect(clock.now() - from).toBeLessThan(1100);
});

it('lets the urgent go first, and among equals those that came first', async () => {
  const { take, takeMany } = startLimiter();
  await takeMany(8);
  const order: string[] = [];
  const queue = async (name: string, place: Partial<Place>) => {
    await take(place);
    order.push(name);
  };
  await Promise.all([
    queue('look', { priority: 2, arrival: 20 }),
    queue('write', { priority: 1, arrival: 22 }),
    queue('repeated write', { priority: 1, arrival: 21 }),
    queue('move back', { priority: 0, arrival: 23 }),
  ]);
  expect(order).toEqual(['move back', 'repeated write', 'write', 'look']);
});

it('says how long it kept requests back, and for whose sake', async () => {
  const { waits, limiter, take, takeMany } = startLimiter();
  await takeMany(18);
  expect(waits.list()).toEqual([
    { reason: 'quota', quota: 'Lambda', milliseconds: 1000, times: 10 },
  ]);
  limiter.throttled(1000, 5000);
  await take();
  const [throttled] = waits.list();
  expect(throttled).toMatchObject({ reason: 'throttled', quota: 'Lambda' });
  expect(throttled?.milliseconds).toBeGreaterThanOrEqual(5000);
});
