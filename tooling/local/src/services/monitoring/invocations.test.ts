import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateAliasCommand,
  InvokeCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startFaultLab } from '../../faults/testing/start-fault-lab.ts';
import { zipOf } from '../lambda/testing/start-lambda.ts';

test('an alarm goes off when a version fails that an alias serves', async () => {
  const lab = await startFaultLab();
  const { aws, lambda } = lab;
  const monitoring = new CloudWatchClient(aws.client);
  await lab.create();
  const code = 'exports.handler = async ({ ok }) => { if (!ok) throw new Error("no"); return 1; };';
  const ZipFile = zipOf(code);
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile }));
  lab.settle();
  await lab.publish();
  const alias = { FunctionName: 'f', Name: 'live', FunctionVersion: '1' };
  await lambda.send(new CreateAliasCommand(alias));

  const Dimensions = [
    { Name: 'FunctionName', Value: 'f' },
    { Name: 'Resource', Value: 'f:live' },
    { Name: 'ExecutedVersion', Value: '1' },
  ];
  await monitoring.send(
    new PutMetricAlarmCommand({
      AlarmName: 'f-errors',
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions,
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    }),
  );
  const invoke = async (ok: boolean) => {
    const Payload = JSON.stringify({ ok });
    await lambda.send(new InvokeCommand({ FunctionName: 'f', Qualifier: 'live', Payload }));
  };
  const alarm = async () => {
    aws.clock.nowMs += 60_000;
    const { MetricAlarms } = await monitoring.send(new DescribeAlarmsCommand({}));
    return MetricAlarms?.[0]?.StateValue;
  };

  const StartTime = new Date(aws.clock.nowMs);
  await invoke(true);
  await invoke(true);
  expect(await alarm()).toBe('OK');
  await invoke(false);
  expect(await alarm()).toBe('ALARM');

  const MetricDataQueries = ['Invocations', 'Errors'].map((MetricName) => ({
    Id: MetricName.toLowerCase(),
    MetricStat: {
      Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions },
      Period: 60,
      Stat: 'Sum',
    },
  }));
  const EndTime = new Date(aws.clock.nowMs);
  const { MetricDataResults } = await monitoring.send(
    new GetMetricDataCommand({ MetricDataQueries, StartTime, EndTime }),
  );
  expect(MetricDataResults?.map(({ Values }) => Values)).toEqual([
    [1, 2],
    [1, 0],
  ]);
  monitoring.destroy();
  await lab.stop();
});
