import type { Dataset } from './dataset.ts';

// A broken column gives one problem per row: the first few say it all.
const maxProblems = 10;

/** What keeps a dataset from being used; empty when nothing does. */
export function datasetProblems({ featureNames, samples }: Dataset): readonly string[] {
  const problems: string[] = [];
  if (featureNames.length === 0) problems.push('a dataset needs at least one feature');
  if (new Set(featureNames).size < featureNames.length) {
    problems.push(`feature names are not distinct: ${featureNames.join(', ')}`);
  }
  if (samples.length === 0) problems.push('a dataset needs at least one sample');
  for (const [row, sample] of samples.entries()) {
    problems.push(...featureProblems(featureNames, sample.features, `samples[${row}]: `));
    if (sample.label === '') problems.push(`samples[${row}]: the label is empty`);
    if (problems.length > maxProblems) return [...problems.slice(0, maxProblems), 'and more'];
  }
  return problems;
}

/** What keeps one row of features from being used. */
export function featureProblems(
  featureNames: readonly string[],
  features: readonly number[],
  subject = '',
): readonly string[] {
  if (features.length !== featureNames.length) {
    return [`${subject}${featureNames.length} features expected, ${features.length} given`];
  }
  return featureNames
    .filter((_, column) => !Number.isFinite(features[column]))
    .map((name) => `${subject}${name} is not a finite number`);
}
