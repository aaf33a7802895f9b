import { expect, test } from 'vitest';
import { fitStandardization, standardize } from './standardization.ts';

test('measures the mean and the standard deviation of each column', () => {
  const rows = [2, 4, 4, 4, 5, 5, 7, 9].map((value) => [value, 10 * value]);
  expect(fitStandardization(rows)).toEqual({ means: [5, 50], scales: [2, 20] });
});

test('leaves a constant feature at 0', () => {
  const standardization = fitStandardization([
    [1, 7],
    [3, 7],
  ]);
  expect(standardization.scales).toEqual([1, 1]);
  expect(standardize(standardization, [3, 7])).toEqual([1, 0]);
});
