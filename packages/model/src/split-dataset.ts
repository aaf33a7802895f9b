import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { datasetProblems } from './check-dataset.ts';
import type { Dataset, Sample } from './dataset.ts';
import { refuse } from './model-input-error.ts';

export interface SplitOptions {
  /** Share of each class that is kept back, between 0 and 1, both excluded. */
  readonly testFraction: number;
  /** A 32-bit integer: the same seed gives the same split. */
  readonly seed: number;
}

export interface Split {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Divides a dataset by chance, class by class, so that both parts have the same mixture.
 *
 * A class keeps at least one sample in each part; a class with a single one keeps it for training.
 *
 * @throws ModelInputError
 *
 * @example
 * const samples = [1, 2, 3, 4].map((hours) => ({ features: [hours], label: 'passed' }));
 * const dataset = { featureNames: ['hours'], samples };
 * const { train, test } = splitDataset(dataset, { testFraction: 0.25, seed: 1 });
 * [train.samples.length, test.samples.length]; // → [3, 1]
 */
export function splitDataset(dataset: Dataset, { testFraction, seed }: SplitOptions): Split {
  refuse([...datasetProblems(dataset), ...optionProblems({ testFraction, seed })]);
  const generator = xoroshiro128plus(seed);
  const train: Sample[] = [];
  const test: Sample[] = [];
  for (const samples of samplesByLabel(dataset).values()) {
    const shuffled = shuffle(samples, (last) => uniformInt(generator, 0, last));
    const wanted = Math.max(1, Math.round(samples.length * testFraction));
    const testCount = Math.min(wanted, samples.length - 1);
    test.push(...shuffled.slice(0, testCount));
    train.push(...shuffled.slice(testCount));
  }
  const { featureNames } = dataset;
  return { train: { featureNames, samples: train }, test: { featureNames, samples: test } };
}

function optionProblems({ testFraction, seed }: SplitOptions): readonly string[] {
  const problems: string[] = [];
  if (!(testFraction > 0 && testFraction < 1)) {
    problems.push(`testFraction: ${testFraction} is not between 0 and 1`);
  }
  if (!Number.isInteger(seed) || seed !== (seed | 0)) {
    problems.push(`seed: ${seed} is not a 32-bit integer`);
  }
  return problems;
}

function samplesByLabel({ samples }: Dataset): Map<string, readonly Sample[]> {
  return Map.groupBy(samples, (sample) => sample.label);
}

/** Fisher and Yates: every order is as likely as any other. */
function shuffle(
  samples: readonly Sample[],
  indexUpTo: (last: number) => number,
): readonly Sample[] {
  const left = [...samples];
  const shuffled: Sample[] = [];
  while (left.length > 0) shuffled.push(...left.splice(indexUpTo(left.length - 1), 1));
  return shuffled;
}
