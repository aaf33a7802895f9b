import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { serviceName } from './service-name.ts';

export { MetricUnit };
export type { Metrics };

/** The CloudWatch namespace, unless POWERTOOLS_METRICS_NAMESPACE says another. */
const defaultNamespace = 'Lambdas';

/**
 * CloudWatch metrics, written as log lines in the embedded metric format: no request is made.
 *
 * What was added must be published before the handler returns.
 *
 * @example
 * const metrics = createMetrics();
 * metrics.addMetric('Accuracy', MetricUnit.NoUnit, 0.98);
 * metrics.publishStoredMetrics();
 */
export function createMetrics(environment: NodeJS.ProcessEnv = process.env): Metrics {
  const service = serviceName(environment);
  return new Metrics({
    namespace: environment.POWERTOOLS_METRICS_NAMESPACE || defaultNamespace,
    serviceName: service,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME || service,
  });
}
