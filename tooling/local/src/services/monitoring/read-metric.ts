import { notImplemented } from '../../gateway/call-operation.ts';
import { invalidCombination, invalidValue } from './monitoring-errors.ts';
import type { Statistics } from './metric-statistics.ts';
import type { Metric, MetricStore } from './metric-store.ts';

export interface MetricQuery {
  readonly metric: Metric;
  /** Default: the one that the metric has. */
  readonly unit: string | undefined;
  readonly periodSeconds: number;
}

export interface MetricPeriod {
  readonly startMs: number;
  readonly statistics: Statistics;
}

/** The periods that have values, oldest first, from the whole minute before `start`. */
export function readMetric(
  metrics: MetricStore,
  { metric, unit, periodSeconds }: MetricQuery,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): readonly MetricPeriod[] {
  const units = metrics.unitsOf(metric);
  if (unit === undefined && units.length > 1) {
    throw notImplemented(
      `The local AWS does not choose among several units of a metric: ask for one of ${units.join(', ')}`,
    );
  }
  const periodMs = periodSeconds * 1000;
  const roundMs = Math.min(periodMs, 60_000);
  const periods: MetricPeriod[] = [];
  for (let fromMs = Math.floor(startMs / roundMs) * roundMs; fromMs < endMs; fromMs += periodMs) {
    const window = { fromMs, toMs: Math.min(fromMs + periodMs, endMs) };
    const statistics = metrics.read(metric, window, unit);
    if (statistics !== undefined) periods.push({ startMs: fromMs, statistics });
  }
  return periods;
}

/** @throws AwsError when the time range is none. */
export function checkRange(start: Date, end: Date): { startMs: number; endMs: number } {
  const [startMs, endMs] = [start.getTime(), end.getTime()];
  if (startMs < endMs) return { startMs, endMs };
  throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
}

/** @throws AwsError when the answer would have too many datapoints. */
export function checkAmount(
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  periodSeconds: number,
): void {
  const count = Math.ceil((endMs - startMs) / (periodSeconds * 1000));
  if (count <= maxDatapoints) return;
  throw invalidCombination(
    `You have requested up to ${String(count)} datapoints, which exceeds the limit of ${String(maxDatapoints)}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );
}

const maxDatapoints = 1440;
