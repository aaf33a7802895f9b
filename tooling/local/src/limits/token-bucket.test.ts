import { expect, test } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

test('lets a second of requests through at once, then as many a second', () => {
  const bucket = createTokenBucket(10);
  for (let taken = 0; taken < 10; taken++) expect(bucket.take(0)).toBe(0);
  expect(bucket.take(0)).toBe(100);
  expect(bucket.take(99)).toBe(1);
  expect(bucket.take(100)).toBe(0);
  expect(bucket.take(100)).toBe(100);
});

test('saves up no more than one second', () => {
  const bucket = createTokenBucket(2);
  expect(bucket.take(0)).toBe(0);
  expect(bucket.take(60_000)).toBe(0);
  expect(bucket.take(60_000)).toBe(0);
  expect(bucket.take(60_000)).toBe(500);
});

test('takes nothing away when the clock is set back', () => {
  const bucket = createTokenBucket(1);
  expect(bucket.take(1000)).toBe(0);
  expect(bucket.take(0)).toBe(1000);
  expect(bucket.take(1000)).toBe(0);
});
