import { expect, test } from 'vitest';
import { createMemoryObjects } from './memory-objects.ts';
import { once, UnderWayError } from './once.ts';

const fail = () => Promise.reject(new Error('no connection'));

function createLab() {
  let time = 0;
  let done = 0;
  const options = { objects: createMemoryObjects(), now: () => time, leaseMs: 1000 };
  return {
    pass: (milliseconds: number) => (time += milliseconds),
    done: () => done,
    attempt: (work: () => Promise<void> = async () => void (done += 1)) =>
      once('marks/1.json', options, work),
  };
}

test('does a work that comes again a single time', async () => {
  const { attempt, done } = createLab();
  expect([await attempt(), await attempt()]).toEqual([true, false]);
  expect(done()).toBe(1);
});

test('does a single one of two at the same time', async () => {
  const { attempt, done } = createLab();
  const outcomes = await Promise.allSettled([attempt(), attempt()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(done()).toBe(1);
});

test('does again at once what failed', async () => {
  const { attempt, done } = createLab();
  await expect(attempt(fail)).rejects.toThrow('no connection');
  expect(await attempt()).toBe(true);
  expect(done()).toBe(1);
});

test('does again what was begun and never ended, once its lease is over', async () => {
  const { attempt, pass } = createLab();
  const vanished = Promise.withResolvers<void>();
  void attempt(() => vanished.promise);
  await expect(attempt()).rejects.toThrow(UnderWayError);
  pass(999);
  await expect(attempt()).rejects.toThrow('marks/1.json: is being done somewhere else');
  pass(1);
  expect(await attempt()).toBe(true);
});
