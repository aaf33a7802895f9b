import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset, Sample } from './dataset.ts';
import { ModelInputError } from './model-input-error.ts';
import { splitDataset } from './split-dataset.ts';

const labels = fc.constantFrom('a', 'b', 'c');
// The feature numbers the samples, so that each can be told from the others.
const datasets = fc.array(labels, { minLength: 1, maxLength: 60 }).map((list): Dataset => ({
  featureNames: ['number'],
  samples: list.map((label, number) => ({ features: [number], label })),
}));
const options = fc.record({
  seed: fc.integer(),
  testFraction: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
});

test('puts every sample into one of the two parts', () => {
  fc.assert(
    fc.property(datasets, options, (dataset, option) => {
      const { train, test: rest } = splitDataset(dataset, option);
      const byNumber = (a: Sample, b: Sample) => (a.features[0] ?? 0) - (b.features[0] ?? 0);
      expect([...train.samples, ...rest.samples].sort(byNumber)).toEqual(dataset.samples);
    }),
  );
});

test('divides each class like the whole, and never takes one out of the training', () => {
  fc.assert(
    fc.property(datasets, options, (dataset, { seed, testFraction }) => {
      const { train, test: rest } = splitDataset(dataset, { seed, testFraction });
      for (const label of new Set(dataset.samples.map((sample) => sample.label))) {
        const kept = count(train, label);
        const tested = count(rest, label);
        expect(kept).toBeGreaterThan(0);
        expect(Math.abs(tested - (kept + tested) * testFraction)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

describe('chance', () => {
  const dataset: Dataset = {
    featureNames: ['number'],
    samples: Array.from({ length: 100 }, (_, number) => ({ features: [number], label: 'a' })),
  };

  test('gives the same split for the same seed and another for another', () => {
    const first = splitDataset(dataset, { testFraction: 0.5, seed: 1 });
    expect(splitDataset(dataset, { testFraction: 0.5, seed: 1 })).toEqual(first);
    expect(splitDataset(dataset, { testFraction: 0.5, seed: 2 })).not.toEqual(first);
  });

  test('takes every sample about as often as the others', () => {
    const taken = Array<number>(100).fill(0);
    for (let seed = 0; seed < 400; seed += 1) {
      for (const { features } of splitDataset(dataset, { testFraction: 0.5, seed }).test.samples) {
        const number = features[0] ?? 0;
        taken[number] = (taken[number] ?? 0) + 1;
      }
    }
    // Expected 200 with a standard deviation of 10: five of them is one in 17,000 for 100 samples.
    expect(Math.min(...taken)).toBeGreaterThan(150);
    expect(Math.max(...taken)).toBeLessThan(250);
  });
});

test('refuses fractions and seeds out of range, all at once', () => {
  const dataset: Dataset = { featureNames: ['x'], samples: [{ features: [1], label: 'a' }] };
  expect(() => splitDataset(dataset, { testFraction: 1, seed: 0.5 })).toThrow(
    new ModelInputError([
      'testFraction: 1 is not between 0 and 1',
      'seed: 0.5 is not a 32-bit integer',
    ]),
  );
});

function count({ samples }: Dataset, label: string): number {
  return samples.filter((sample) => sample.label === label).length;
}
