import type { ClassifierModel } from './classifier-model.ts';
import type { Dataset } from './dataset.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { fit, type FitOptions } from './fit.ts';
import { splitDataset, type SplitOptions } from './split-dataset.ts';

export interface TrainingOptions extends FitOptions, Partial<SplitOptions> {}

/** A model and how well it did on samples that it had not seen: a plain JSON value. */
export interface TrainedModel {
  readonly model: ClassifierModel;
  /** Samples that the model was fitted to. */
  readonly trainingSamples: number;
  readonly evaluation: Evaluation;
  /** When: a moment in ISO 8601, where whoever trained it said so. */
  readonly trainedAt?: string | undefined;
}

/**
 * Fits a model to a part of the dataset and measures it on the rest.
 *
 * @param options - `testFraction` is 0.25 and `seed` 1 when not given.
 * @throws ModelInputError
 *
 * @example
 * const samples = [1, 2, 3, 7, 8, 9].map((hours) => ({
 *   features: [hours],
 *   label: hours > 5 ? 'passed' : 'failed',
 * }));
 * const dataset = { featureNames: ['hours'], samples };
 * const { trainingSamples, evaluation } = trainModel(dataset, { testFraction: 0.3, seed: 7 });
 * trainingSamples; // → 4
 * evaluation.accuracy; // → 1
 */
export function trainModel(dataset: Dataset, options: TrainingOptions = {}): TrainedModel {
  const { l2, testFraction = 0.25, seed = 1 } = options;
  const { train, test } = splitDataset(dataset, { testFraction, seed });
  const model = fit(train, { l2 });
  return { model, trainingSamples: train.samples.length, evaluation: evaluate(model, test) };
}
