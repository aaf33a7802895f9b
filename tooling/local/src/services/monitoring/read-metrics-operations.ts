import type {
  Datapoint,
  GetMetricDataInput,
  GetMetricDataOutput,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { CountedMetrics } from './counted-metrics.ts';
import { isStatisticName, statisticOf } from './metric-statistics.ts';
import type { MetricStore } from './metric-store.ts';
import { missingParameter } from './monitoring-errors.ts';
import { dimensionsOf } from './put-metric-data.ts';
import { checkAmount, checkRange, readMetric } from './read-metric.ts';

export const readMetricsOperations = ({ metrics, counted }: CountedMetrics) => ({
  async GetMetricStatistics(input: GetMetricStatisticsInput): Promise<GetMetricStatisticsOutput> {
    const { Namespace = '', MetricName = '', Period = 60, Statistics, Unit } = input;
    const { StartTime = new Date(0), EndTime = new Date(0) } = input;
    if (Statistics === undefined) throw missingParameter('Statistics');
    const range = checkRange(StartTime, EndTime);
    checkAmount(range, Period);
    const dimensions = dimensionsOf(input.Dimensions);
    const metric = { namespace: Namespace, name: MetricName, dimensions };
    const query = { metric, unit: Unit, periodSeconds: Period };
    await counted();
    const [onlyUnit] = metrics.unitsOf(metric);
    const unit = Unit ?? (onlyUnit as Datapoint['Unit']);
    const Datapoints = readMetric(metrics, query, range).map(({ startMs, statistics }) => ({
      Timestamp: new Date(startMs),
      Unit: unit,
      ...Object.fromEntries(Statistics.map((name) => [name, statisticOf(name, statistics)])),
    }));
    return { Label: MetricName, Datapoints };
  },

  async GetMetricData(input: GetMetricDataInput): Promise<GetMetricDataOutput> {
    const { MetricDataQueries = [], StartTime = new Date(0), EndTime = new Date(0) } = input;
    const range = checkRange(StartTime, EndTime);
    const isAscending = input.ScanBy === 'TimestampAscending';
    const labels = labelsOf(MetricDataQueries);
    await counted();
    const MetricDataResults = MetricDataQueries.flatMap((query, index) => {
      const result = readQuery(metrics, query, range);
      if (query.ReturnData === false) return [];
      const shown = isAscending ? result : result.toReversed();
      return [
        {
          Id: query.Id,
          Label: labels[index],
          Timestamps: shown.map(({ startMs }) => new Date(startMs)),
          Values: shown.map(({ value }) => value),
          StatusCode: 'Complete',
        } satisfies MetricDataResult,
      ];
    });
    return { MetricDataResults, Messages: [] };
  },
});

function readQuery(
  metrics: MetricStore,
  { Id = '', MetricStat, Expression, AccountId }: MetricDataQuery,
  range: ReturnType<typeof checkRange>,
) {
  if (Expression !== undefined) throw missing(`Expression of GetMetricData (${Id})`);
  if (AccountId !== undefined) throw missing(`AccountId of GetMetricData (${Id})`);
  const { Metric = {}, Period = 60, Stat = '', Unit } = MetricStat ?? {};
  if (!isStatisticName(Stat)) throw missing(`the statistic ${Stat} (${Id})`);
  const { Namespace = '', MetricName = '', Dimensions } = Metric;
  const metric = { namespace: Namespace, name: MetricName, dimensions: dimensionsOf(Dimensions) };
  return readMetric(metrics, { metric, unit: Unit, periodSeconds: Period }, range).map(
    ({ startMs, statistics }) => ({ startMs, value: statisticOf(Stat, statistics) }),
  );
}

function missing(what: string) {
  return notImplemented(`The local AWS does not implement ${what}`);
}

/**
 * Recorded: the name of the metric, and of statistic and period as much as it takes to tell the
 * results of one request apart.
 */
function labelsOf(queries: readonly MetricDataQuery[]): readonly string[] {
  const statistics = new Set(queries.map(({ MetricStat }) => MetricStat?.Stat));
  const periods = new Set(queries.map(({ MetricStat }) => MetricStat?.Period));
  const names = new Set(queries.map(({ MetricStat }) => MetricStat?.Metric?.MetricName));
  return queries.map(({ Label, MetricStat }) => {
    const name = MetricStat?.Metric?.MetricName ?? '';
    if (Label !== undefined) return Label;
    if (names.size === queries.length) return name;
    const parts = [
      name,
      ...(statistics.size > 1 ? [MetricStat?.Stat ?? ''] : []),
      ...(periods.size > 1 ? [String(MetricStat?.Period ?? '')] : []),
    ];
    return parts.join(' ');
  });
}
