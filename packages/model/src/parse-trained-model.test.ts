import { describe, expect, test } from 'vitest';
import type { Dataset } from './dataset.ts';
import { ModelInputError } from './model-input-error.ts';
import { parseTrainedModel } from './parse-trained-model.ts';
import { trainModel } from './train-model.ts';

const dataset: Dataset = {
  featureNames: ['x', 'y'],
  samples: Array.from({ length: 30 }, (_, i) => ({
    features: [i, (i * 7) % 5],
    label: ['a', 'b', 'c'][i % 3] ?? '',
  })),
};
const trained = trainModel(dataset);
const { model, evaluation } = trained;

test('gives back what was written as JSON', () => {
  expect(parseTrainedModel(JSON.parse(JSON.stringify(trained)))).toEqual(trained);
});

describe('refuses', () => {
  test.each([
    ['kind', { ...trained, model: { ...model, kind: 'forest' } }, 'model.kind is not multi'],
    ['version', { ...trained, model: { ...model, formatVersion: 2 } }, 'formatVersion is not 1'],
    ['features', { ...trained, model: { ...model, featureNames: ['x', 'x'] } }, 'distinct names'],
    ['labels', { ...trained, model: { ...model, labels: ['a', 1, 'c'] } }, 'model.labels is not'],
    [
      'scale',
      { ...trained, model: { ...model, standardization: { means: [0, 0], scales: [1, 0] } } },
      'scales is not 2 numbers above 0',
    ],
    ['weights', { ...trained, model: { ...model, weights: [[1], [1], [1]] } }, 'not 3 × 2 numbers'],
    ['intercepts', { ...trained, model: { ...model, intercepts: [0, null, 0] } }, 'not 3 numbers'],
    ['moment', { ...trained, trainedAt: 0 }, 'trainedAt is not a text'],
    ['count', { ...trained, trainingSamples: -1 }, 'trainingSamples is not a count'],
    [
      'accuracy',
      { ...trained, evaluation: { ...evaluation, accuracy: 2 } },
      'accuracy is not between 0 and 1',
    ],
    [
      'confusion',
      { ...trained, evaluation: { ...evaluation, confusion: [[1]] } },
      'not 3 × 3 counts',
    ],
    [
      'classes',
      { ...trained, evaluation: { ...evaluation, classes: [{}, {}, {}] } },
      'classes is not 3 evaluations',
    ],
  ])('a wrong %s', (_, value, message) => {
    expect(() => parseTrainedModel(value)).toThrow(message);
  });

  test.each([null, undefined, 'text', 1, [], {}])('%j, naming every field', (value) => {
    expect(problemsOf(value)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('model.kind'),
        expect.stringContaining('trainingSamples'),
        expect.stringContaining('evaluation.samples'),
      ]),
    );
  });
});

function problemsOf(value: unknown): readonly string[] {
  try {
    parseTrainedModel(value);
  } catch (error) {
    if (error instanceof ModelInputError) return error.problems;
    throw error;
  }
  return [];
}
