import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Alarm, InvocationCount, Monitor, VersionQuery } from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { translating } from './translate-error.ts';

/** Most names of one DescribeAlarms, and most functions of one GetMetricData (500 queries). */
const alarmsAtOnce = 100;
const functionsAtOnce = 250;

/** CloudWatch, as far as switching asks it. */
export function createMonitor(clients: AwsClients): Monitor {
  return {
    readAlarms: (names) =>
      translating(undefined, async () => {
        const pages = batchesOf(names, alarmsAtOnce).map((page) => readAlarms(clients, page));
        return (await Promise.all(pages)).flat();
      }),
    countInvocations: (queries, since) =>
      translating(undefined, async () => {
        const pages = batchesOf(queries, functionsAtOnce);
        const counts = await Promise.all(pages.map((page) => countPage(clients, page, since)));
        return counts.flat();
      }),
  };
}

function batchesOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

async function readAlarms(
  { cloudWatch }: AwsClients,
  names: readonly string[],
): Promise<readonly Alarm[]> {
  const [{ DescribeAlarmsCommand }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch'),
    cloudWatch(),
  ]);
  const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({
      AlarmNames: [...names],
      // Without it composite alarms are left out of the answer.
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: alarmsAtOnce,
    }),
  );
  return [...MetricAlarms, ...CompositeAlarms].map(
    ({
      AlarmName: name = '',
      StateValue: state = 'INSUFFICIENT_DATA',
      StateReason: reason = '',
    }) => ({
      name,
      state,
      reason,
    }),
  );
}

const metrics = ['Invocations', 'Errors'] as const;

/** Lambda counts by the executed version only what came through an alias. */
function queriesOf({ functionName, version }: VersionQuery, index: number): MetricDataQuery[] {
  const Dimensions = [
    { Name: 'FunctionName', Value: functionName },
    { Name: 'Resource', Value: `${functionName}:${liveAlias}` },
    { Name: 'ExecutedVersion', Value: version },
  ];
  return metrics.map((MetricName) => ({
    Id: `${MetricName.toLowerCase()}${index}`,
    MetricStat: {
      Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions },
      Period: 60,
      Stat: 'Sum',
    },
  }));
}

async function countPage(
  { cloudWatch, clock }: AwsClients,
  queries: readonly VersionQuery[],
  since: Date,
): Promise<readonly InvocationCount[]> {
  const [{ paginateGetMetricData }, client] = await Promise.all([
    import('@aws-sdk/client-cloudwatch'),
    cloudWatch(),
  ]);
  const minute = 60_000;
  const pages = paginateGetMetricData(
    { client },
    {
      MetricDataQueries: queries.flatMap(queriesOf),
      StartTime: new Date(Math.floor(since.getTime() / minute) * minute),
      EndTime: new Date(clock.date().getTime() + minute),
    },
  );
  const sums = new Map<string, number>();
  for await (const { MetricDataResults = [] } of pages) {
    for (const result of MetricDataResults) addTo(sums, result);
  }
  return queries.map((_, index) => ({
    invocations: sums.get(`invocations${index}`) ?? 0,
    errors: sums.get(`errors${index}`) ?? 0,
  }));
}

function addTo(sums: Map<string, number>, { Id = '', Values = [] }: MetricDataResult): void {
  const sum = Values.reduce((total, value) => total + value, 0);
  sums.set(Id, (sums.get(Id) ?? 0) + sum);
}
