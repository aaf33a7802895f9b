import {
  type Dataset,
  type ModelStore,
  splitDataset,
  type TrainedModel,
  trainModel,
} from '@packages/model';
import type { Logger } from '@packages/observability/logger';
import { type Metrics, MetricUnit } from '@packages/observability/metrics';
import type { Context } from 'aws-lambda';
import { decideOutcome, type TrainingOutcome } from './decide-outcome.ts';
import { readTrainingOrder, type TrainingOrder } from './read-training-order.ts';

/** The world as this function sees it. */
export interface RetrainDependencies {
  readonly readDataset: () => Promise<Dataset>;
  readonly models: ModelStore;
  /** In service while no model is stored. */
  readonly trainShipped: () => TrainedModel;
  readonly announce: (outcome: TrainingOutcome) => Promise<void>;
  /** The time of day, for runs that no schedule started. */
  readonly now: () => Date;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Fits a model to the rows that there are, and puts it into service when it is not worse than the
 * one that is, on the same hold-out. Announces either.
 *
 * The same schedule's run again trains the same model and puts it in the place of itself.
 */
export function createHandler(dependencies: RetrainDependencies) {
  const { readDataset, models, trainShipped, announce, now, logger, metrics } = dependencies;
  return async (event: unknown, context: Context): Promise<TrainingOutcome> => {
    logger.addContext(context);
    metrics.captureColdStartMetric();
    const order = readTrainingOrder(event, now);
    const [dataset, stored] = await Promise.all([readDataset(), models.read()]);
    const inService = stored?.trained ?? trainShipped();
    const { outcome, trained } = train(dataset, inService, order);
    if (!order.dryRun) {
      if (trained && outcome.accepted) await models.write(trained, stored);
      await announce(outcome);
    }
    const { accepted, reason, rows, candidate } = outcome;
    logger.info(accepted ? 'model trained' : 'model rejected', { rows, reason });
    if (candidate) {
      metrics.addMetric('Accuracy', MetricUnit.NoUnit, candidate.accuracy);
      metrics.addMetric('LogLoss', MetricUnit.NoUnit, candidate.logLoss);
      metrics.publishStoredMetrics();
    }
    return outcome;
  };
}

function train(
  dataset: Dataset,
  inService: TrainedModel,
  { options, trainedAt }: TrainingOrder,
): { readonly outcome: TrainingOutcome; readonly trained?: TrainedModel } {
  const rows = dataset.samples.length;
  if (rows === 0) {
    const reason = 'there are no rows to train from';
    return { outcome: { trainedAt, accepted: false, reason, rows } };
  }
  const trained = { ...trainModel(dataset, options), trainedAt };
  // The very samples that trainModel keeps back.
  const holdOut = splitDataset(dataset, options).test;
  return { trained, outcome: { trainedAt, rows, ...decideOutcome(trained, inService, holdOut) } };
}
