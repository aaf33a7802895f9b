import type { Dataset, ModelStore } from '@packages/model';
import type { Logger } from '@packages/observability/logger';
import { type Metrics, MetricUnit } from '@packages/observability/metrics';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type Answer, answerFor } from './answer.ts';
import { answerHttp, isHttpRequest } from './http.ts';
import { createModelSource } from './model-source.ts';

/** The world as this function sees it. */
export interface PredictDependencies {
  readonly readDataset: () => Dataset;
  readonly models: ModelStore;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Predicts from the measurements in an event, or in the body of an HTTP request (API Gateway's
 * HTTP API or a function URL, payload format 2.0).
 *
 * Wrong measurements are a 400 to an HTTP caller and a failed invocation to everyone else.
 */
export function createHandler({ readDataset, models, logger, metrics }: PredictDependencies) {
  const readModel = createModelSource(models, readDataset);
  return async (
    event: unknown,
    context: Context,
  ): Promise<Answer | APIGatewayProxyStructuredResultV2> => {
    logger.addContext(context);
    metrics.captureColdStartMetric();
    const trained = await readModel();
    const answer = (measurements: unknown): Answer => {
      const prediction = answerFor(trained, measurements);
      logger.debug('predicted', { prediction });
      metrics.addMetric('Predictions', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
      return prediction;
    };
    return isHttpRequest(event) ? answerHttp(event, answer) : answer(event);
  };
}
