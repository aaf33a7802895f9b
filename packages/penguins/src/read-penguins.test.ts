import { expect, test } from 'vitest';
import { penguinFeatures } from './penguin-columns.ts';
import { readPenguins } from './read-penguins.ts';

const { featureNames, samples } = readPenguins();

test('has the penguins of each species that were measured', () => {
  const counts = Object.entries(Object.groupBy(samples, ({ label }) => label)).map(
    ([species, group]) => [species, group?.length],
  );
  expect(counts).toEqual([
    ['Adelie', 151],
    ['Gentoo', 123],
    ['Chinstrap', 68],
  ]);
});

// Computed from the published CSV file by another program (awk).
test.each([
  ['billLengthMm', 43.92],
  ['billDepthMm', 17.15],
  ['flipperLengthMm', 200.92],
  ['bodyMassG', 4201.75],
] as const)('has the published mean of %s', (feature, mean) => {
  const column = penguinFeatures.indexOf(feature);
  const total = samples.reduce((sum, { features }) => sum + (features[column] ?? NaN), 0);
  expect(total / samples.length).toBeCloseTo(mean, 2);
});

test('has one number for each feature', () => {
  expect(featureNames).toEqual(penguinFeatures);
  const complete = samples.filter(({ features }) => features.every((value) => value > 0));
  expect(complete.filter(({ features }) => features.length === 4)).toHaveLength(342);
});
