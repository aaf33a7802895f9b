import { expect, test } from 'vitest';
import type { ClassifierModel } from './classifier-model.ts';
import { predict } from './predict.ts';

const model: ClassifierModel = {
  kind: 'multinomial-logistic-regression',
  formatVersion: 1,
  featureNames: ['x', 'y'],
  labels: ['a', 'b', 'c'],
  standardization: { means: [10, 0], scales: [2, 1] },
  weights: [
    [1, 0],
    [0, 1],
    [0, 0],
  ],
  intercepts: [0, 0, 0],
};

test('names the class with the highest score and its probability', () => {
  // Standardised: [1, 0], so the scores are 1, 0 and 0.
  const total = Math.E + 2;
  const { label, probability, probabilities } = predict(model, [12, 0]);
  expect(label).toBe('a');
  expect(probability).toBeCloseTo(Math.E / total, 12);
  expect(probabilities.b).toBeCloseTo(1 / total, 12);
  expect(probabilities.c).toBeCloseTo(1 / total, 12);
});

test('takes the first of classes that are equally probable', () => {
  expect(predict(model, [10, 0]).label).toBe('a');
});

test('is sure far away from the mean', () => {
  expect(predict(model, [10, 1e9])).toMatchObject({ label: 'b', probability: 1 });
});

test('refuses another number of features', () => {
  expect(() => predict(model, [1])).toThrow('2 features expected, 1 given');
});

test('refuses what is not a number, by the name of the feature', () => {
  expect(() => predict(model, [Infinity, NaN])).toThrow(
    'x is not a finite number; y is not a finite number',
  );
});
