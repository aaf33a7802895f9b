import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
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

const alarm = (more: Partial<PutMetricAlarmCommandInput> = {}) =>
  monitoring.client.send(
    new PutMetricAlarmCommand({
      AlarmName: 'a',
      Namespace,
      MetricName: 'm',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      ...more,
    }),
  );
const describe_ = async () => {
  const { MetricAlarms } = await monitoring.client.send(new DescribeAlarmsCommand({}));
  return MetricAlarms?.[0];
};
const state = async () => (await describe_())?.StateValue;
const nextMinute = () => {
  monitoring.aws.clock.nowMs += 60_000;
};

test('are shown as recorded when they are new', async () => {
  await alarm({ AlarmDescription: '<' });
  expect(await describe_()).toEqual({
    ActionsEnabled: true,
    AlarmActions: [],
    AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:a',
    AlarmConfigurationUpdatedTimestamp: monitoring.at(0),
    AlarmDescription: '<',
    AlarmName: 'a',
    ComparisonOperator: 'GreaterThanThreshold',
    Dimensions: [],
    EvaluationPeriods: 1,
    InsufficientDataActions: [],
    MetricName: 'm',
    Namespace,
    OKActions: [],
    Period: 60,
    StateReason: 'Unchecked: Initial alarm creation',
    StateTransitionedTimestamp: monitoring.at(0),
    StateUpdatedTimestamp: monitoring.at(0),
    StateValue: 'INSUFFICIENT_DATA',
    Statistic: 'Sum',
    Threshold: 5,
  });
});

test('follow their metric, when a minute is over', async () => {
  await alarm();
  await monitoring.putValue(6);
  expect(await state()).toBe('INSUFFICIENT_DATA');
  nextMinute();
  expect(await describe_()).toMatchObject({
    StateValue: 'ALARM',
    StateReason:
      'Threshold Crossed: 1 datapoint [6.0 (20/11/26 12:00:00)] was greater than the threshold (5.0).',
    StateUpdatedTimestamp: monitoring.at(0),
  });
  await monitoring.putValue(5);
  nextMinute();
  expect(await state()).toBe('OK');
  nextMinute();
  nextMinute();
  nextMinute();
  expect(await state()).toBe('INSUFFICIENT_DATA');
});

test.each([
  // From the tables of the documentation; the newest period is the last one.
  ['0-X-X', 3, {}],
  ['0----', 3, { missing: 'OK', breaching: 'OK', ignore: 'OK', notBreaching: 'OK' }],
  ['-----', 3, { missing: 'INSUFFICIENT_DATA', breaching: 'ALARM', notBreaching: 'OK' }],
  ['0XX-X', 3, { missing: 'ALARM', breaching: 'ALARM', ignore: 'ALARM', notBreaching: 'ALARM' }],
  ['--X--', 3, { missing: 'ALARM', breaching: 'ALARM', notBreaching: 'OK' }],
  ['0-X-X', 2, { missing: 'ALARM', breaching: 'ALARM', ignore: 'ALARM', notBreaching: 'ALARM' }],
  ['0-X--', 2, { missing: 'OK', breaching: 'ALARM', ignore: 'OK', notBreaching: 'OK' }],
  ['----0', 2, { missing: 'OK', breaching: 'ALARM', ignore: 'OK', notBreaching: 'OK' }],
  ['---X-', 2, { missing: 'ALARM', breaching: 'ALARM', notBreaching: 'OK' }],
] as const)('%s, %i of 3', async (periods, DatapointsToAlarm, expected) => {
  for (const [index, mark] of periods.split('').entries()) {
    if (mark !== '-')
      await monitoring.putValue(mark === 'X' ? 9 : 0, { Timestamp: monitoring.at(index - 5) });
  }
  for (const [TreatMissingData, wanted] of Object.entries(expected)) {
    await alarm({ EvaluationPeriods: 3, DatapointsToAlarm, TreatMissingData });
    expect([TreatMissingData, await state()]).toEqual([TreatMissingData, wanted]);
    await monitoring.client.send(new DeleteAlarmsCommand({ AlarmNames: ['a'] }));
  }
});

test('keep a state that was set by hand until values say otherwise', async () => {
  await alarm();
  const set = { AlarmName: 'a', StateValue: 'ALARM', StateReason: 'testing' } as const;
  await monitoring.client.send(new SetAlarmStateCommand(set));
  nextMinute();
  expect(await describe_()).toMatchObject({ StateValue: 'ALARM', StateReason: 'testing' });
  await monitoring.putValue(1);
  nextMinute();
  expect(await state()).toBe('OK');
});

test('are found by name, prefix and state, page by page', async () => {
  for (const AlarmName of ['x-1', 'x-2', 'y']) await alarm({ AlarmName });
  await monitoring.client.send(
    new SetAlarmStateCommand({ AlarmName: 'y', StateValue: 'OK', StateReason: '' }),
  );
  const names = async (input: object) => {
    const { MetricAlarms = [], NextToken } = await monitoring.client.send(
      new DescribeAlarmsCommand(input),
    );
    return [MetricAlarms.map(({ AlarmName }) => AlarmName), NextToken] as const;
  };
  expect((await names({ AlarmNames: ['y', 'z'] }))[0]).toEqual(['y']);
  expect((await names({ AlarmNamePrefix: 'x-' }))[0]).toEqual(['x-1', 'x-2']);
  expect((await names({ StateValue: 'OK' }))[0]).toEqual(['y']);
  expect((await names({ AlarmTypes: ['CompositeAlarm'] }))[0]).toEqual([]);
  const [first, NextToken] = await names({ MaxRecords: 2 });
  expect(first).toEqual(['x-1', 'x-2']);
  expect((await names({ MaxRecords: 2, NextToken }))[0]).toEqual(['y']);
});

test('refuse as recorded', async () => {
  const set = { AlarmName: 'a', StateValue: 'OK', StateReason: '' } as const;
  await expect(monitoring.client.send(new SetAlarmStateCommand(set))).rejects.toMatchObject({
    name: 'ResourceNotFound',
    // The SDK's word for an empty message.
    message: 'UnknownError',
    $metadata: { httpStatusCode: 404 },
  });
  const wrong = { ...set, StateValue: 'INVALID' as 'OK' };
  await expect(monitoring.client.send(new SetAlarmStateCommand(wrong))).rejects.toMatchObject({
    name: 'ValidationException',
    Code: 'ValidationError',
    message:
      "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
  });
  await expect(alarm({ Threshold: undefined })).rejects.toMatchObject({
    name: 'MissingRequiredParameterException',
  });
  await expect(alarm({ ComparisonOperator: 'LessThanLowerThreshold' })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  });
  await alarm();
  await expect(
    monitoring.client.send(new DeleteAlarmsCommand({ AlarmNames: ['a', 'b'] })),
  ).rejects.toMatchObject({ name: 'ResourceNotFound' });
  expect(await state()).toBe('INSUFFICIENT_DATA');
});
