import { type Dataset, type ModelStore, trainModel } from '@packages/model';
import type { Logger } from '@packages/observability/logger';
import { type Metrics, MetricUnit } from '@packages/observability/metrics';
import type { Context } from 'aws-lambda';
import { readTrainingOptions } from './read-training-options.ts';
import { summarizeTraining, type TrainingSummary } from './summarize-training.ts';

/** The world as this function sees it. */
export interface RetrainDependencies {
  readonly readDataset: () => Dataset;
  readonly models: ModelStore;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Fits a model to the dataset, measures it, stores it and answers with both. */
export function createHandler({ readDataset, models, logger, metrics }: RetrainDependencies) {
  return async (event: unknown, context: Context): Promise<TrainingSummary> => {
    logger.addContext(context);
    metrics.captureColdStartMetric();
    const trained = trainModel(readDataset(), readTrainingOptions(event));
    await models.write(trained);
    const summary = summarizeTraining(trained);
    logger.info('model trained', { summary });
    metrics.addMetric('Accuracy', MetricUnit.NoUnit, trained.evaluation.accuracy);
    metrics.addMetric('LogLoss', MetricUnit.NoUnit, trained.evaluation.logLoss);
    metrics.publishStoredMetrics();
    return summary;
  };
}
