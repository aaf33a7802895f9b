import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { RequestContext } from '../../service.ts';
import type { Statistics } from './metric-statistics.ts';
import type { MetricStore } from './metric-store.ts';
import { invalidCombination, invalidValue, missingParameter } from './monitoring-errors.ts';

export const putMetricDataOperations = (metrics: MetricStore) => ({
  PutMetricData(input: PutMetricDataInput, { now }: RequestContext): Promise<object> {
    const { Namespace: namespace = '', MetricData = [] } = input;
    const points = MetricData.map((datum, index) => {
      const member = `MetricData.member.${index + 1}`;
      return statisticsOf(datum, member).map((statistics) => ({
        namespace,
        name: datum.MetricName ?? '',
        dimensions: dimensionsOf(datum.Dimensions),
        unit: datum.Unit ?? 'None',
        atMs: (datum.Timestamp ?? now()).getTime(),
        statistics,
        isHighResolution: datum.StorageResolution === 1,
      }));
    });
    metrics.add(points.flat());
    return Promise.resolve({});
  },
});

export function dimensionsOf(
  dimensions: readonly { readonly Name?: string; readonly Value?: string }[] = [],
) {
  return dimensions.map(({ Name = '', Value = '' }) => ({ name: Name, value: Value }));
}

function statisticsOf(datum: MetricDatum, member: string): readonly Statistics[] {
  const { Value, Values, Counts, StatisticValues } = datum;
  for (const [other, value] of Object.entries({ Values, StatisticValues })) {
    if (Value !== undefined && value !== undefined) {
      throw invalidCombination(
        `The parameters ${member}.Value and ${member}.${other} are mutually exclusive and you have specified both.`,
      );
    }
  }
  if (Counts !== undefined && Counts.length !== Values?.length) {
    throw invalidValue(
      `The parameters ${member}.Values and ${member}.Counts must be of the same size.`,
    );
  }
  if (StatisticValues !== undefined) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    return [{ count: SampleCount, sum: Sum, min: Minimum, max: Maximum }];
  }
  if (Value === undefined && Values === undefined) throw missingParameter(`${member}.Value`);
  return (Values ?? [Value ?? 0]).map((value, index) => {
    const count = Counts?.[index] ?? 1;
    return { count, sum: value * count, min: value, max: value };
  });
}
