import {
  type Dataset,
  type Evaluation,
  evaluate,
  type ModelStore,
  splitDataset,
  type StoredModel,
  type TrainedModel,
  trainModel,
  type TrainingOptions,
} from '@packages/model';
import type { Logger } from '@packages/observability/logger';
import { type Metrics, MetricUnit } from '@packages/observability/metrics';
import type { Context } from 'aws-lambda';
import { decideOutcome, type Score, type TrainingOutcome } from './decide-outcome.ts';
import { readTrainingOrder, type TrainingOrder } from './read-training-order.ts';

/** The world as this function sees it. */
export interface RetrainDependencies {
  readonly readDataset: () => Promise<Dataset>;
  readonly models: ModelStore;
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
  const { readDataset, models, announce, now, logger, metrics } = dependencies;
  return async (event: unknown, context: Context): Promise<TrainingOutcome> => {
    logger.addContext(context);
    metrics.captureColdStartMetric();
    const order = readTrainingOrder(event, now);
    const [dataset, inService] = await Promise.all([readDataset(), models.read()]);
    const { outcome, trained } = train(dataset, inService, order);
    if (!order.dryRun) {
      if (trained && outcome.accepted) await models.write(trained, inService);
      await announce(outcome);
    }
    logger.info(outcome.accepted ? 'model trained' : 'model rejected', { ...outcome });
    if (outcome.candidate) {
      metrics.addMetric('Accuracy', MetricUnit.NoUnit, outcome.candidate.accuracy);
      metrics.addMetric('LogLoss', MetricUnit.NoUnit, outcome.candidate.logLoss);
      metrics.publishStoredMetrics();
    }
    return outcome;
  };
}

function train(
  dataset: Dataset,
  inService: StoredModel | undefined,
  { options, trainedAt }: TrainingOrder,
): { readonly outcome: TrainingOutcome; readonly trained?: TrainedModel } {
  const rows = dataset.samples.length;
  if (rows === 0) {
    const reason = 'there are no rows to train from';
    return { outcome: { trainedAt, accepted: false, reason, rows } };
  }
  const trained = { ...trainModel(dataset, options), trainedAt };
  const candidate = scoreOf(trained.evaluation);
  const former = inService && scoreOnHoldOut(inService.trained, dataset, options);
  return {
    trained,
    outcome: {
      trainedAt,
      ...decideOutcome(candidate, former),
      rows,
      candidate,
      ...(former && { inService: former }),
    },
  };
}

/** The very samples that trainModel keeps back. */
function scoreOnHoldOut(
  { model }: TrainedModel,
  dataset: Dataset,
  { testFraction, seed }: Required<Omit<TrainingOptions, 'l2'>>,
): Score {
  return scoreOf(evaluate(model, splitDataset(dataset, { testFraction, seed }).test));
}

const scoreOf = ({ samples, accuracy, logLoss }: Evaluation): Score => ({
  samples,
  accuracy,
  logLoss,
});
