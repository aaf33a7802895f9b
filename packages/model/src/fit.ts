import { Matrix } from 'ml-matrix';
import { datasetProblems } from './check-dataset.ts';
import type { ClassifierModel } from './classifier-model.ts';
import type { Dataset } from './dataset.ts';
import { minimize } from './minimize.ts';
import { ModelInputError, refuse } from './model-input-error.ts';
import { fitStandardization, standardize } from './standardization.ts';

export interface FitOptions {
  /**
   * Strength of the ridge penalty on the standardised weights, above 0: larger is smoother, smaller
   * follows the samples more closely.
   *
   * @defaultValue 1
   */
  readonly l2?: number | undefined;
}

/**
 * Fits a multinomial logistic regression. Deterministic: the same dataset gives the same model.
 *
 * @throws ModelInputError when the dataset or an option is wrong, or no fit is found.
 *
 * @example
 * const model = fit({
 *   featureNames: ['hours'],
 *   samples: [
 *     { features: [1], label: 'failed' },
 *     { features: [5], label: 'passed' },
 *   ],
 * });
 * model.labels; // → ['failed', 'passed']
 */
export function fit(dataset: Dataset, { l2 = 1 }: FitOptions = {}): ClassifierModel {
  const labels = [...new Set(dataset.samples.map((sample) => sample.label))].sort();
  refuse([...datasetProblems(dataset), ...fitProblems(labels, l2)]);
  const rows = dataset.samples.map((sample) => sample.features);
  const standardization = fitStandardization(rows);
  const coefficients = minimize({
    design: new Matrix(rows.map((row) => [1, ...standardize(standardization, row)])),
    targets: new Matrix(
      dataset.samples.map((sample) => labels.map((label) => (label === sample.label ? 1 : 0))),
    ),
    l2,
  });
  if (coefficients === undefined) {
    throw new ModelInputError([`no fit found with l2 ${l2}: try a larger one`]);
  }
  const rowsOfCoefficients = coefficients.to2DArray();
  return {
    kind: 'multinomial-logistic-regression',
    formatVersion: 1,
    featureNames: [...dataset.featureNames],
    labels,
    standardization,
    weights: rowsOfCoefficients.map((row) => row.slice(1)),
    intercepts: rowsOfCoefficients.map((row) => row[0] ?? 0),
  };
}

function fitProblems(labels: readonly string[], l2: number): readonly string[] {
  const problems: string[] = [];
  if (labels.length === 1) problems.push(`every sample has the same label: ${labels.join()}`);
  if (!(l2 > 0 && Number.isFinite(l2))) problems.push(`l2: ${l2} is not a number above 0`);
  return problems;
}
