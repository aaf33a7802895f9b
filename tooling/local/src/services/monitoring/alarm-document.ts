import type { MetricAlarm, PutMetricAlarmInput, StateValue } from '@aws-sdk/client-cloudwatch';
import type { StatisticName } from './metric-statistics.ts';
import { dimensionsOf } from './put-metric-data.ts';
import type { Metric } from './metric-store.ts';

/** An alarm on one metric: as it was asked for, and the state that it was last seen in. */
export interface AlarmDocument {
  readonly name: string;
  /** What PutMetricAlarm was given, AlarmDescription and all, but for its name. */
  readonly settings: Omit<PutMetricAlarmInput, 'AlarmName'>;
  readonly configuredAtMs: number;
  readonly state: AlarmState;
}

export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  readonly reasonData?: string | undefined;
  readonly updatedAtMs: number;
  readonly transitionedAtMs: number;
  /** Set by SetAlarmState: it lasts until an evaluation that comes later finds values. */
  readonly byHand?: boolean | undefined;
}

/** What an alarm watches, with every default filled in. */
export interface AlarmRule {
  readonly metric: Metric;
  readonly unit: string | undefined;
  readonly statistic: StatisticName;
  readonly periodMs: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: NonNullable<PutMetricAlarmInput['ComparisonOperator']>;
  readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
}

export function ruleOf({ settings }: AlarmDocument): AlarmRule {
  const { Namespace = '', MetricName = '', EvaluationPeriods = 1 } = settings;
  return {
    metric: {
      namespace: Namespace,
      name: MetricName,
      dimensions: dimensionsOf(settings.Dimensions),
    },
    unit: settings.Unit,
    statistic: settings.Statistic ?? 'Average',
    periodMs: (settings.Period ?? 60) * 1000,
    evaluationPeriods: EvaluationPeriods,
    datapointsToAlarm: settings.DatapointsToAlarm ?? EvaluationPeriods,
    threshold: settings.Threshold ?? 0,
    comparison: settings.ComparisonOperator ?? 'GreaterThanThreshold',
    // Its values were checked when it was accepted.
    missing: (settings.TreatMissingData ?? 'missing') as AlarmRule['missing'],
  };
}

export function showAlarm(
  { name, settings, configuredAtMs, state }: AlarmDocument,
  arn: string,
): MetricAlarm {
  return {
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    Dimensions: [],
    ...settings,
    AlarmName: name,
    AlarmArn: arn,
    AlarmConfigurationUpdatedTimestamp: new Date(configuredAtMs),
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: new Date(state.updatedAtMs),
    StateTransitionedTimestamp: new Date(state.transitionedAtMs),
  };
}
