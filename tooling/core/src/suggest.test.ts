import { expect, test } from 'vitest';
import { suggest } from './index.ts';

const names = ['example-lambda', 'predict', 'retrain-model'];

test.each([
  ['predcit', 'predict'],
  ['Predict', 'predict'],
  ['predict-', 'predict'],
  ['retrain-modle', 'retrain-model'],
  ['retrain', undefined],
  ['x', undefined],
])('for "%s" suggests %j', (wrong, nearest) => {
  const expected =
    nearest === undefined
      ? 'look again; there are example-lambda, predict, retrain-model'
      : `did you mean "${nearest}"? look again`;
  expect(suggest(wrong, names, 'look again')).toBe(expected);
});

test('says what else to do when there are no names', () => {
  expect(suggest('predict', [], 'look again')).toBe('look again');
});

test('does not list a thousand names', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `lambda-${index}`);
  expect(suggest('something-else', many, 'look again')).toBe(
    'look again; there are lambda-0, lambda-1, lambda-2, lambda-3, lambda-4, lambda-5, lambda-6, lambda-7, lambda-8, lambda-9 and 990 more',
  );
});
