import type { Logger } from '@packages/observability/logger';
import { type Metrics, MetricUnit } from '@packages/observability/metrics';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type Answer, answerFor } from './answer.ts';
import { answerHttp, isHttpRequest } from './http.ts';
import { createModelSource, type ModelSourceOptions } from './model-source.ts';

/** The world as this function sees it. */
export interface PredictDependencies extends Omit<ModelSourceOptions, 'onStale'> {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Predicts from the measurements in an event, or in the body of an HTTP request (API Gateway's
 * HTTP API or a function URL, payload format 2.0).
 *
 * Wrong measurements are a 400 to an HTTP caller, a model that cannot be read is a 503, and both are
 * a failed invocation to everyone else.
 */
export function createHandler({ logger, metrics, ...source }: PredictDependencies) {
  const readModel = createModelSource({
    ...source,
    onStale: (error) => logger.warn('the model cannot be read anew', error as Error),
  });
  return async (
    event: unknown,
    context: Context,
  ): Promise<Answer | APIGatewayProxyStructuredResultV2> => {
    logger.addContext(context);
    metrics.captureColdStartMetric();
    const answer = async (measurements: unknown): Promise<Answer> => {
      const prediction = answerFor(await readModel(), measurements);
      const { label, probability, model } = prediction;
      logger.info('predicted', { label, probability, model });
      metrics.addMetric('Predictions', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
      return prediction;
    };
    if (!isHttpRequest(event)) return answer(event);
    const onUnavailable = (error: Error) => logger.error('no model', error);
    return answerHttp(event, { answer, onUnavailable });
  };
}
