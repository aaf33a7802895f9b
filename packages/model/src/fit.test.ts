import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClassifierModel } from './classifier-model.ts';
import type { Dataset, Sample } from './dataset.ts';
import { fit } from './fit.ts';
import { predict } from './predict.ts';

// So weak a penalty that results agree with those of no penalty to about nine digits.
const nearlyNone = { l2: 1e-9 };

const values = fc.double({ min: -1000, max: 1000, noNaN: true });
const datasets = fc
  .array(fc.record({ features: fc.tuple(values, values), label: fc.constantFrom('b', 'c') }), {
    maxLength: 30,
  })
  .map((samples): Dataset => ({
    featureNames: ['x', 'y'],
    samples: [...samples, { features: [0, 1], label: 'a' }, { features: [1, 0], label: 'b' }],
  }));
const penalties = fc.double({ min: 0.01, max: 100, noNaN: true });

describe('known results', () => {
  test('gives back the shares of a two by two table', () => {
    const dataset = table({ treated: { yes: 30, no: 10 }, untreated: { yes: 20, no: 60 } });
    const model = fit(dataset, nearlyNone);
    expect(predict(model, [1]).probabilities.yes).toBeCloseTo(30 / 40, 6);
    expect(predict(model, [0]).probabilities.yes).toBeCloseTo(20 / 80, 6);
  });

  test('finds the odds ratio of a two by two table as its weight', () => {
    const dataset = table({ treated: { yes: 30, no: 10 }, untreated: { yes: 20, no: 60 } });
    const { labels, weights, standardization } = fit(dataset, nearlyNone);
    expect(labels).toEqual(['no', 'yes']);
    const difference = (weights[1]?.[0] ?? 0) - (weights[0]?.[0] ?? 0);
    const perUnit = difference / (standardization.scales[0] ?? 0);
    expect(perUnit).toBeCloseTo(Math.log((30 * 60) / (10 * 20)), 6);
  });

  test('falls back to how frequent the classes are when the features say nothing', () => {
    const samples = [...repeat(5, 'a'), ...repeat(3, 'b'), ...repeat(2, 'c')];
    const { probabilities } = predict(fit({ featureNames: ['x'], samples }), [1]);
    expect(probabilities.a).toBeCloseTo(0.5, 9);
    expect(probabilities.b).toBeCloseTo(0.3, 9);
    expect(probabilities.c).toBeCloseTo(0.2, 9);
  });

  test('separates what can be separated', () => {
    const samples = [-3, -2, -1, 1, 2, 3].map((x) => ({
      features: [x],
      label: x < 0 ? 'below' : 'above',
    }));
    const model = fit({ featureNames: ['x'], samples });
    expect(samples.map(({ features }) => predict(model, features).label)).toEqual(
      samples.map(({ label }) => label),
    );
  });
});

describe('whatever the dataset', () => {
  test('no change of a coefficient makes the penalised likelihood better', () => {
    fc.assert(
      fc.property(datasets, penalties, (dataset, l2) => {
        const model = fit(dataset, { l2 });
        const best = penalizedLoss(model, dataset, l2);
        for (const neighbor of neighborsOf(model)) {
          expect(penalizedLoss(neighbor, dataset, l2)).toBeGreaterThanOrEqual(best - 1e-9);
        }
      }),
    );
  });

  test('the mean probability of each class is its share of the samples', () => {
    fc.assert(
      fc.property(datasets, penalties, (dataset, l2) => {
        const model = fit(dataset, { l2 });
        const { samples } = dataset;
        for (const label of model.labels) {
          const total = samples.reduce(
            (sum, { features }) => sum + (predict(model, features).probabilities[label] ?? 0),
            0,
          );
          const having = samples.filter((sample) => sample.label === label).length;
          expect(total / samples.length).toBeCloseTo(having / samples.length, 6);
        }
      }),
    );
  });

  test('the units of the features do not matter', () => {
    const changes = fc.record({ factor: fc.constantFrom(0.001, 2.54, 1000), offset: values });
    fc.assert(
      fc.property(datasets, changes, (dataset, { factor, offset }) => {
        const convert = (features: readonly number[]) => features.map((x) => x * factor + offset);
        const converted = {
          ...dataset,
          samples: dataset.samples.map((sample) => ({
            ...sample,
            features: convert(sample.features),
          })),
        };
        const original = predict(fit(dataset), [1, 2]).probabilities;
        const other = predict(fit(converted), convert([1, 2])).probabilities;
        for (const [label, probability] of Object.entries(original)) {
          expect(other[label]).toBeCloseTo(probability, 4);
        }
      }),
    );
  });

  test('the same dataset gives the same model, to the last bit', () => {
    fc.assert(
      fc.property(datasets, (dataset) => {
        expect(fit(structuredClone(dataset))).toEqual(fit(dataset));
      }),
    );
  });
});

test('a larger penalty gives smaller weights', () => {
  const dataset = table({ treated: { yes: 30, no: 10 }, untreated: { yes: 20, no: 60 } });
  const size = (l2: number) => Math.abs(fit(dataset, { l2 }).weights[0]?.[0] ?? 0);
  expect(size(0.1)).toBeGreaterThan(size(1));
  expect(size(1)).toBeGreaterThan(size(100));
});

describe('refuses', () => {
  const good: Sample = { features: [1, 2], label: 'a' };
  const featureNames = ['x', 'y'];

  test.each([
    ['no samples', { featureNames, samples: [] }, 'at least one sample'],
    ['no features', { featureNames: [], samples: [{ features: [], label: 'a' }] }, 'one feature'],
    ['one class', { featureNames, samples: [good, good] }, 'the same label: a'],
    [
      'a row of another length',
      { featureNames, samples: [good, { features: [1], label: 'b' }] },
      'samples[1]: 2 features expected, 1 given',
    ],
    [
      'a number that is none',
      { featureNames, samples: [good, { features: [1, NaN], label: 'b' }] },
      'samples[1]: y is not a finite number',
    ],
    [
      'two features of one name',
      { featureNames: ['x', 'x'], samples: [good, { ...good, label: 'b' }] },
      'not distinct: x, x',
    ],
    [
      'an empty label',
      { featureNames, samples: [good, { ...good, label: '' }] },
      'samples[1]: the label is empty',
    ],
  ])('%s', (_, dataset, message) => {
    expect(() => fit(dataset)).toThrow(message);
  });

  test.each([0, -1, NaN, Infinity])('a penalty of %d', (l2) => {
    const dataset = table({ treated: { yes: 1, no: 1 }, untreated: { yes: 1, no: 1 } });
    expect(() => fit(dataset, { l2 })).toThrow(`l2: ${l2} is not a number above 0`);
  });

  test('thousands of broken rows without naming each', () => {
    const samples = Array<Sample>(5000).fill({ features: [NaN, NaN], label: 'a' });
    expect(() => fit({ featureNames, samples })).toThrow(
      'samples[4]: y is not a finite number; and more',
    );
  });
});

type Counts = Readonly<Record<'yes' | 'no', number>>;

/** One feature, 1 where treated and else 0. */
function table({ treated, untreated }: Record<'treated' | 'untreated', Counts>): Dataset {
  return {
    featureNames: ['treated'],
    samples: [
      ...repeat(treated.yes, 'yes', 1),
      ...repeat(treated.no, 'no', 1),
      ...repeat(untreated.yes, 'yes', 0),
      ...repeat(untreated.no, 'no', 0),
    ],
  };
}

function repeat(times: number, label: string, feature = 1): Sample[] {
  return Array<Sample>(times).fill({ features: [feature], label });
}

/** What fitting minimises, from its definition and nothing else. */
function penalizedLoss(model: ClassifierModel, { samples }: Dataset, l2: number): number {
  const loss = samples.reduce(
    (sum, { features, label }) =>
      sum - Math.log(predict(model, features).probabilities[label] ?? 0),
    0,
  );
  return loss + (l2 / 2) * model.weights.flat().reduce((sum, weight) => sum + weight ** 2, 0);
}

function neighborsOf(model: ClassifierModel): readonly ClassifierModel[] {
  const steps = [-1e-3, 1e-3];
  return model.labels.flatMap((_, k) =>
    steps.flatMap((step) => [
      { ...model, intercepts: model.intercepts.with(k, (model.intercepts[k] ?? 0) + step) },
      ...model.featureNames.map((__, j) => {
        const row = model.weights[k] ?? [];
        return { ...model, weights: model.weights.with(k, row.with(j, (row[j] ?? 0) + step)) };
      }),
    ]),
  );
}
