import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logSumExp, softmax } from './softmax.ts';

const scores = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });

test('gives equal scores equal probabilities', () => {
  expect(softmax([3, 3])).toEqual([0.5, 0.5]);
});

test('turns differences of scores into ratios of probabilities', () => {
  const [a = 0, b = 0] = softmax([Math.log(3), 0]);
  expect(a / b).toBeCloseTo(3, 12);
});

test('adds up to 1 for scores of any size', () => {
  fc.assert(
    fc.property(scores, (values) => {
      const probabilities = softmax(values);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
      expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
    }),
  );
});

test('sums exponentials that overflow one by one', () => {
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.log(2), 9);
  expect(logSumExp([-1000, -1000])).toBeCloseTo(-1000 + Math.log(2), 9);
});
