import type { InvocationRecord } from '../lambda/invoke/invocation-record.ts';
import type { Dimension, MetricPoint } from './metric-store.ts';

/**
 * What Lambda tells CloudWatch of an invocation, for each set of dimensions that it is counted by.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html (read November 2026)
 */
export function lambdaMetrics(record: InvocationRecord): readonly MetricPoint[] {
  const { outcome, startedAtMs, durationMs } = record;
  const values: readonly (readonly [name: string, value: number, unit: string])[] =
    outcome === 'throttled'
      ? [['Throttles', 1, 'Count']]
      : [
          ['Invocations', 1, 'Count'],
          ['Errors', outcome === 'failed' ? 1 : 0, 'Count'],
          ['Throttles', 0, 'Count'],
          ['Duration', durationMs, 'Milliseconds'],
        ];
  return dimensionsOf(record).flatMap((dimensions) =>
    values.map(([name, value, unit]) => ({
      namespace: 'AWS/Lambda',
      name,
      dimensions,
      unit,
      atMs: startedAtMs,
      statistics: { count: 1, sum: value, min: value, max: value },
    })),
  );
}

/** The version that ran is counted by itself only where an alias chose it. */
function dimensionsOf({
  functionName,
  qualifier = '$LATEST',
  executedVersion,
}: InvocationRecord): readonly (readonly Dimension[])[] {
  const function_ = { name: 'FunctionName', value: functionName };
  const isUnqualified = qualifier === '$LATEST';
  const resource = {
    name: 'Resource',
    value: isUnqualified ? functionName : `${functionName}:${qualifier}`,
  };
  const isAlias = !isUnqualified && !/^\d+$/.test(qualifier);
  return [
    [],
    [function_],
    [function_, resource],
    ...(isAlias
      ? [[function_, resource, { name: 'ExecutedVersion', value: executedVersion }]]
      : []),
  ];
}
