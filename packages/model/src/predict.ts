import { featureProblems } from './check-dataset.ts';
import type { ClassifierModel } from './classifier-model.ts';
import { refuse } from './model-input-error.ts';
import { softmax } from './softmax.ts';
import { standardize } from './standardization.ts';

export interface Prediction {
  /** The most probable class. */
  readonly label: string;
  /** Of that class, between 0 and 1. */
  readonly probability: number;
  /** Of every class. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/**
 * The class of one observation.
 *
 * @param features - In the order of the model's `featureNames`, in the units it was fitted with.
 * @throws ModelInputError
 *
 * @example
 * import { fit } from './fit.ts';
 *
 * const model = fit({
 *   featureNames: ['hours'],
 *   samples: [
 *     { features: [1], label: 'failed' },
 *     { features: [5], label: 'passed' },
 *   ],
 * });
 * predict(model, [4.5]).label; // → 'passed'
 */
export function predict(model: ClassifierModel, features: readonly number[]): Prediction {
  refuse(featureProblems(model.featureNames, features));
  const standardized = standardize(model.standardization, features);
  const scores = model.weights.map(
    (weights, k) => (model.intercepts[k] ?? 0) + dotProduct(weights, standardized),
  );
  const ranked = softmax(scores).map((probability, k) => ({
    label: model.labels[k] ?? '',
    probability,
  }));
  const best = ranked.reduce((a, b) => (b.probability > a.probability ? b : a));
  return {
    label: best.label,
    probability: best.probability,
    probabilities: Object.fromEntries(ranked.map((entry) => [entry.label, entry.probability])),
  };
}

function dotProduct(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
