import { GetMetricDataCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  Namespace,
  startTestMonitoring,
  type TestMonitoring,
} from './testing/start-test-monitoring.ts';

let monitoring: TestMonitoring;
beforeEach(async () => {
  monitoring = await startTestMonitoring();
});
afterEach(async () => {
  await monitoring.stop();
  expect(monitoring.aws.failures).toEqual([]);
});

const statistics = (StartTime: Date, EndTime: Date, Period = 60, { client } = monitoring) =>
  client.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName: 'm',
      StartTime,
      EndTime,
      Period,
      Statistics: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'],
    }),
  );

test('are aggregated by period', async () => {
  await monitoring.put({ MetricName: 'm', Values: [0, 1, 2, 3, 4], Counts: [1, 1, 1, 1, 1] });
  await monitoring.put({
    MetricName: 'm',
    StatisticValues: { SampleCount: 5, Sum: 35, Minimum: 5, Maximum: 9 },
  });
  await monitoring.putValue(100, { Timestamp: monitoring.at(-5) });
  // Recorded of the real service: ten values from 0 to 9.
  expect(await statistics(monitoring.at(0), monitoring.at(1))).toMatchObject({
    Label: 'm',
    Datapoints: [
      {
        Timestamp: monitoring.at(0),
        SampleCount: 10,
        Average: 4.5,
        Sum: 45,
        Minimum: 0,
        Maximum: 9,
        Unit: 'None',
      },
    ],
  });
  expect((await statistics(monitoring.at(-5), monitoring.at(5), 300)).Datapoints).toMatchObject([
    { Timestamp: monitoring.at(-5), Sum: 100 },
    { Timestamp: monitoring.at(0), Sum: 45 },
  ]);
});

test('are others with other dimensions, and the same in another order', async () => {
  const one = { Name: 'a', Value: '1' };
  const two = { Name: 'b', Value: '2' };
  await monitoring.putValue(1, { Dimensions: [one, two] });
  await monitoring.putValue(10, { Dimensions: [two, one] });
  await monitoring.putValue(100, { Dimensions: [one] });
  const read = (...Dimensions: (typeof one)[]) => ({
    MetricStat: {
      Metric: { Namespace, MetricName: 'm', Dimensions },
      Period: 60,
      Stat: 'Sum',
    },
  });
  const { MetricDataResults } = await monitoring.client.send(
    new GetMetricDataCommand({
      StartTime: monitoring.at(0),
      EndTime: monitoring.at(1),
      MetricDataQueries: [
        { Id: 'both', ...read(one, two) },
        { Id: 'one', Label: 'mine', ...read(one) },
        { Id: 'none', ...read() },
      ],
    }),
  );
  expect(MetricDataResults).toMatchObject([
    { Id: 'both', Values: [11], Timestamps: [monitoring.at(0)], StatusCode: 'Complete' },
    { Id: 'one', Label: 'mine', Values: [100] },
    { Id: 'none', Label: 'm', Values: [] },
  ]);
});

test('come newest first, unless asked the other way round', async () => {
  await monitoring.putValue(1, { Timestamp: monitoring.at(-1) });
  await monitoring.putValue(2);
  const MetricStat = { Metric: { Namespace, MetricName: 'm' }, Period: 60, Stat: 'Maximum' };
  const read = async (ScanBy?: 'TimestampAscending') => {
    const MetricDataQueries = [{ Id: 'm', MetricStat }];
    const range = { StartTime: monitoring.at(-2), EndTime: monitoring.at(1) };
    const { MetricDataResults } = await monitoring.client.send(
      new GetMetricDataCommand({ MetricDataQueries, ScanBy, ...range }),
    );
    return MetricDataResults?.[0]?.Values;
  };
  expect(await read()).toEqual([2, 1]);
  expect(await read('TimestampAscending')).toEqual([1, 2]);
});

test('arrive in gzip, as the client sends many', async () => {
  await monitoring.put(...Array.from({ length: 500 }, () => ({ MetricName: 'm', Value: 1 })));
  expect((await statistics(monitoring.at(0), monitoring.at(1))).Datapoints).toMatchObject([
    { Sum: 500 },
  ]);
});

test('outlive an orderly end', async () => {
  await monitoring.putValue(7);
  await monitoring.aws.close();
  const again = await startTestMonitoring(monitoring.aws.stateDirectory);
  expect(
    (await statistics(monitoring.at(0), monitoring.at(1), 60, again)).Datapoints,
  ).toMatchObject([{ Sum: 7 }]);
  await again.aws.reset();
  expect((await statistics(monitoring.at(0), monitoring.at(1), 60, again)).Datapoints).toEqual([]);
  await again.stop();
});

test.each([
  [
    { Value: 1, Values: [1] },
    'InvalidParameterCombinationException',
    'The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
  ],
  [
    { Value: 1, StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 } },
    'InvalidParameterCombinationException',
    'The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.',
  ],
  [
    { Values: [1, 2], Counts: [1] },
    'InvalidParameterValueException',
    'The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.',
  ],
])('refuse %o as recorded', async (datum, name, message) => {
  await expect(monitoring.put({ MetricName: 'm', ...datum })).rejects.toMatchObject({
    name,
    message,
    $metadata: { httpStatusCode: 400 },
    // As the query protocol called it.
    Code: name.replace(/Exception$/, ''),
    Type: 'Sender',
  });
});

test('refuse ranges as recorded', async () => {
  await expect(statistics(monitoring.at(0), monitoring.at(0))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The parameter StartTime must be less than the parameter EndTime.',
  });
  await expect(statistics(monitoring.at(0), monitoring.at(1440), 1)).rejects.toMatchObject({
    name: 'InvalidParameterCombinationException',
    message:
      'You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
  });
});

test('say 501 of what is not there', async () => {
  const MetricDataQueries = [{ Id: 'e', Expression: 'm1 / m2' }];
  const range = { StartTime: monitoring.at(0), EndTime: monitoring.at(1) };
  await expect(
    monitoring.client.send(new GetMetricDataCommand({ MetricDataQueries, ...range })),
  ).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
});
