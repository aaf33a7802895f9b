import type { Evaluation, TrainedModel } from '@packages/model';

/** What whoever started the training wants to know; the model itself is in the store. */
export interface TrainingSummary {
  readonly model: {
    readonly kind: string;
    readonly labels: readonly string[];
    readonly featureNames: readonly string[];
    readonly trainingSamples: number;
  };
  readonly evaluation: Evaluation;
}

export function summarizeTraining({
  model,
  trainingSamples,
  evaluation,
}: TrainedModel): TrainingSummary {
  const { kind, labels, featureNames } = model;
  return { model: { kind, labels, featureNames, trainingSamples }, evaluation };
}
