import { datasetProblems } from './check-dataset.ts';
import type { ClassifierModel } from './classifier-model.ts';
import type { Dataset } from './dataset.ts';
import { refuse } from './model-input-error.ts';
import { predict } from './predict.ts';

/** How well a model does on one class. */
export interface ClassEvaluation {
  readonly label: string;
  /** Samples that have the class. */
  readonly samples: number;
  /** Of those predicted to have the class, the share that has it; 0 when none was predicted. */
  readonly precision: number;
  /** Of those that have the class, the share that was found; 0 when no sample has it. */
  readonly recall: number;
}

/** How well a model does on a dataset: a plain JSON value. */
export interface Evaluation {
  readonly samples: number;
  /** Share of the samples whose class was predicted. */
  readonly accuracy: number;
  /** Mean of −ln(probability given to the true class): 0 is perfect, ln(classes) is guessing. */
  readonly logLoss: number;
  /** In the order of the model's labels. */
  readonly classes: readonly ClassEvaluation[];
  /** `confusion[actual][predicted]`, in the order of the model's labels. */
  readonly confusion: readonly (readonly number[])[];
}

// A probability that underflows to 0 costs this much rather than infinity, which JSON cannot hold.
const smallestProbability = 1e-15;

/**
 * Measures a model on samples, which should not be the ones that it was fitted to.
 *
 * @throws ModelInputError when the dataset is wrong, or is not of the model's kind.
 *
 * @example
 * import { fit } from './fit.ts';
 *
 * const samples = [
 *   { features: [1], label: 'failed' },
 *   { features: [5], label: 'passed' },
 * ];
 * const model = fit({ featureNames: ['hours'], samples });
 * const harder = [...samples, { features: [2], label: 'passed' }];
 * const { accuracy, confusion } = evaluate(model, { featureNames: ['hours'], samples: harder });
 * accuracy; // → 2 / 3
 * confusion; // → [[1, 0], [1, 1]]
 */
export function evaluate(model: ClassifierModel, dataset: Dataset): Evaluation {
  refuse([...datasetProblems(dataset), ...mismatches(model, dataset)]);
  const { labels } = model;
  const confusion = labels.map(() => labels.map(() => 0));
  let logLoss = 0;
  for (const { features, label } of dataset.samples) {
    const prediction = predict(model, features);
    const probability = prediction.probabilities[label] ?? 0;
    logLoss -= Math.log(Math.max(probability, smallestProbability));
    const row = confusion[labels.indexOf(label)] ?? [];
    const column = labels.indexOf(prediction.label);
    row[column] = (row[column] ?? 0) + 1;
  }
  const samples = dataset.samples.length;
  const correct = labels.reduce((sum, _, k) => sum + (confusion[k]?.[k] ?? 0), 0);
  return {
    samples,
    accuracy: correct / samples,
    logLoss: logLoss / samples,
    classes: labels.map((label, k) => evaluateClass(label, k, confusion)),
    confusion,
  };
}

function evaluateClass(
  label: string,
  k: number,
  confusion: readonly (readonly number[])[],
): ClassEvaluation {
  const found = confusion[k]?.[k] ?? 0;
  const actual = (confusion[k] ?? []).reduce((sum, count) => sum + count, 0);
  const predicted = confusion.reduce((sum, row) => sum + (row[k] ?? 0), 0);
  return {
    label,
    samples: actual,
    precision: predicted === 0 ? 0 : found / predicted,
    recall: actual === 0 ? 0 : found / actual,
  };
}

function mismatches(model: ClassifierModel, dataset: Dataset): readonly string[] {
  const problems: string[] = [];
  if (model.featureNames.join() !== dataset.featureNames.join()) {
    problems.push(
      `the model has the features ${model.featureNames.join(', ')}, the dataset ${dataset.featureNames.join(', ')}`,
    );
  }
  const known = new Set(model.labels);
  const unknown = new Set(dataset.samples.map(({ label }) => label).filter((l) => !known.has(l)));
  if (unknown.size > 0) problems.push(`labels unknown to the model: ${[...unknown].join(', ')}`);
  return problems;
}
