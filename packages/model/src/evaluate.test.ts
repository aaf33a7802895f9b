import { expect, test } from 'vitest';
import type { ClassifierModel } from './classifier-model.ts';
import type { Dataset } from './dataset.ts';
import { evaluate } from './evaluate.ts';

// Predicts "high" above 0; the odds are e to the power of x.
const model: ClassifierModel = {
  kind: 'multinomial-logistic-regression',
  formatVersion: 1,
  featureNames: ['x'],
  labels: ['high', 'low'],
  standardization: { means: [0], scales: [1] },
  weights: [[1], [0]],
  intercepts: [0, 0],
};

function dataset(...samples: readonly (readonly [x: number, label: string])[]): Dataset {
  return {
    featureNames: ['x'],
    samples: samples.map(([x, label]) => ({ features: [x], label })),
  };
}

test('counts hits and misses by class', () => {
  const result = evaluate(
    model,
    dataset([1, 'high'], [2, 'high'], [-1, 'high'], [-1, 'low'], [3, 'low']),
  );
  expect(result).toMatchObject({
    samples: 5,
    accuracy: 3 / 5,
    confusion: [
      [2, 1],
      [1, 1],
    ],
    classes: [
      { label: 'high', samples: 3, precision: 2 / 3, recall: 2 / 3 },
      { label: 'low', samples: 2, precision: 1 / 2, recall: 1 / 2 },
    ],
  });
});

test('measures how probable the model thought the truth', () => {
  const odds = Math.exp(2);
  const { logLoss } = evaluate(model, dataset([2, 'high'], [2, 'low']));
  expect(logLoss).toBeCloseTo(-(Math.log(odds / (1 + odds)) + Math.log(1 / (1 + odds))) / 2, 12);
});

test('stays a JSON value when the model was entirely sure and wrong', () => {
  const { logLoss } = evaluate(model, dataset([1e6, 'low']));
  expect(logLoss).toBeCloseTo(-Math.log(1e-15), 9);
});

test('says 0 for the precision and recall of a class that never occurs', () => {
  const { classes } = evaluate(model, dataset([1, 'high']));
  expect(classes[1]).toEqual({ label: 'low', samples: 0, precision: 0, recall: 0 });
});

test('refuses a dataset of another kind, with every difference', () => {
  const other: Dataset = {
    featureNames: ['z'],
    samples: [{ features: [1], label: 'middle' }],
  };
  expect(() => evaluate(model, other)).toThrow(
    'the model has the features x, the dataset z; labels unknown to the model: middle',
  );
});
