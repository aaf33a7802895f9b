import type {
  DeleteAlarmsInput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  PutMetricAlarmInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { RequestContext } from '../../service.ts';
import type { Collection } from '../../state/state.ts';
import { pageOf } from '../page.ts';
import { showAlarm, type AlarmDocument, type AlarmState } from './alarm-document.ts';
import type { CountedMetrics } from './counted-metrics.ts';
import { evaluateAlarm } from './evaluate-alarm.ts';
import { invalidToken, missingParameter, noAlarm } from './monitoring-errors.ts';

export interface AlarmWorld extends CountedMetrics {
  readonly alarms: Collection<AlarmDocument>;
}

export const alarmOperations = ({ alarms, metrics, counted }: AlarmWorld) => ({
  async PutMetricAlarm(input: PutMetricAlarmInput, { now }: RequestContext): Promise<object> {
    const { AlarmName: name = '', ...settings } = input;
    for (const member of ['MetricName', 'Namespace', 'Period', 'Statistic', 'Threshold'] as const) {
      if (settings[member] === undefined) throw missingParameter(member);
    }
    refuseBands(settings);
    const nowMs = now().getTime();
    const before = alarms.get(name);
    const state = before?.state ?? {
      value: 'INSUFFICIENT_DATA' as const,
      reason: 'Unchecked: Initial alarm creation',
      updatedAtMs: nowMs,
      transitionedAtMs: nowMs,
    };
    await alarms.put(name, { name, settings, configuredAtMs: nowMs, state });
    return {};
  },

  async DescribeAlarms(
    input: DescribeAlarmsInput,
    { now, region, accountId }: RequestContext,
  ): Promise<DescribeAlarmsOutput> {
    const { AlarmNames, AlarmNamePrefix = '', StateValue, ActionPrefix, AlarmTypes } = input;
    await counted();
    const nowMs = now().getTime();
    const named = alarms
      .list()
      .map(([, alarm]) => alarm)
      .filter(({ name }) => AlarmNames?.includes(name) ?? name.startsWith(AlarmNamePrefix))
      .filter(() => AlarmTypes?.includes('MetricAlarm') ?? true);
    const evaluated = await Promise.all(
      named.map(async (alarm) => {
        const state = evaluateAlarm(alarm, metrics, nowMs);
        return state === alarm.state ? alarm : await changeState(alarms, alarm, state);
      }),
    );
    const wanted = evaluated
      .filter(({ state }) => StateValue === undefined || state.value === StateValue)
      .filter(
        ({ settings }) =>
          ActionPrefix === undefined ||
          settings.AlarmActions?.some((action) => action.startsWith(ActionPrefix)),
      );
    const { items, nextToken } = pageOf(wanted, {
      keyOf: ({ name }) => name,
      token: input.NextToken,
      limit: input.MaxRecords ?? 50,
      wrongToken: invalidToken,
    });
    const arnOf = (name: string) => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
    return {
      MetricAlarms: items.map((alarm) => showAlarm(alarm, arnOf(alarm.name))),
      CompositeAlarms: [],
      NextToken: nextToken,
    };
  },

  async SetAlarmState(input: SetAlarmStateInput, { now }: RequestContext): Promise<object> {
    const { AlarmName = '', StateValue = 'OK', StateReason = '', StateReasonData } = input;
    const alarm = alarms.get(AlarmName);
    if (alarm === undefined) throw noAlarm();
    const nowMs = now().getTime();
    await changeState(alarms, alarm, {
      value: StateValue,
      reason: StateReason,
      reasonData: StateReasonData,
      updatedAtMs: nowMs,
      transitionedAtMs: alarm.state.value === StateValue ? alarm.state.transitionedAtMs : nowMs,
      byHand: true,
    });
    return {};
  },

  /** All or none. */
  async DeleteAlarms({ AlarmNames = [] }: DeleteAlarmsInput): Promise<object> {
    if (AlarmNames.some((name) => alarms.get(name) === undefined)) throw noAlarm();
    await Promise.all(AlarmNames.map((name) => alarms.delete(name)));
    return {};
  },
});

/** The operators that compare with what is expected, and not with a number. */
function refuseBands({ ComparisonOperator }: Partial<PutMetricAlarmInput>): void {
  if (ComparisonOperator === undefined || !/Lower|Upper/.test(ComparisonOperator)) return;
  throw notImplemented(
    `The local AWS does not implement the ComparisonOperator ${ComparisonOperator} of monitoring:PutMetricAlarm`,
  );
}

async function changeState(
  alarms: Collection<AlarmDocument>,
  alarm: AlarmDocument,
  state: AlarmState,
): Promise<AlarmDocument> {
  const changed = { ...alarm, state };
  await alarms.put(alarm.name, changed);
  return changed;
}
