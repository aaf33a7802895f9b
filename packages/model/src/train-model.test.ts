import { expect, test } from 'vitest';
import type { Dataset } from './dataset.ts';
import { fit } from './fit.ts';
import { splitDataset } from './split-dataset.ts';
import { trainModel } from './train-model.ts';

const dataset: Dataset = {
  featureNames: ['x'],
  samples: Array.from({ length: 40 }, (_, i) => ({
    features: [i % 13],
    label: i % 2 === 0 ? 'even' : 'odd',
  })),
};

test('keeps back a quarter of the samples to measure on', () => {
  expect(trainModel(dataset)).toMatchObject({ trainingSamples: 30, evaluation: { samples: 10 } });
});

test('fits to the rest alone', () => {
  const options = { testFraction: 0.4, seed: 3 };
  const { model, trainingSamples } = trainModel(dataset, { ...options, l2: 2 });
  expect(model).toEqual(fit(splitDataset(dataset, options).train, { l2: 2 }));
  expect(trainingSamples).toBe(24);
});
