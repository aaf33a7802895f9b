import type { Constraint, Constraints } from '../../protocols/constraint.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/ (read November 2026) */
const name: Constraint = { minLength: 1, maxLength: 255 };
const namespace: Constraint = { minLength: 1, maxLength: 255, pattern: '[^:].*' };
const dimensions: Constraint = {
  maxLength: 30,
  items: {
    members: {
      Name: { notNull: true, minLength: 1, maxLength: 255 },
      Value: { notNull: true, minLength: 1, maxLength: 1024 },
    },
  },
};
const statistic: Constraint = { enum: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] };
const stateValue: Constraint = { enum: ['INSUFFICIENT_DATA', 'ALARM', 'OK'] };
const actions: Constraint = { maxLength: 5, items: { minLength: 1, maxLength: 1024 } };
const metric: Constraints = {
  Namespace: namespace,
  MetricName: name,
  Dimensions: dimensions,
};

export const monitoringConstraints: Readonly<Record<string, Constraints>> = {
  PutMetricData: {
    Namespace: namespace,
    MetricData: {
      maxLength: 1000,
      items: { members: { MetricName: { ...name, notNull: true }, Dimensions: dimensions } },
    },
  },
  GetMetricData: {
    MetricDataQueries: {
      maxLength: 500,
      items: {
        members: {
          Id: { notNull: true, minLength: 1, maxLength: 255 },
          MetricStat: {
            members: {
              Metric: { notNull: true, members: metric },
              Period: { notNull: true, min: 1 },
              Stat: { notNull: true },
            },
          },
        },
      },
    },
  },
  GetMetricStatistics: {
    ...metric,
    Period: { min: 1 },
    Statistics: { minLength: 1, maxLength: 5, items: statistic },
  },
  PutMetricAlarm: {
    AlarmName: name,
    AlarmDescription: { maxLength: 1024 },
    ...metric,
    Statistic: statistic,
    Period: { min: 1 },
    EvaluationPeriods: { min: 1 },
    DatapointsToAlarm: { min: 1 },
    // The others are for bands around what is expected.
    ComparisonOperator: {
      enum: [
        'GreaterThanOrEqualToThreshold',
        'GreaterThanThreshold',
        'LessThanThreshold',
        'LessThanOrEqualToThreshold',
      ],
    },
    TreatMissingData: { enum: ['breaching', 'notBreaching', 'ignore', 'missing'] },
    OKActions: actions,
    AlarmActions: actions,
    InsufficientDataActions: actions,
  },
  DescribeAlarms: {
    AlarmNames: { maxLength: 100, items: name },
    AlarmNamePrefix: name,
    StateValue: stateValue,
    MaxRecords: { min: 1, max: 100 },
  },
  SetAlarmState: {
    AlarmName: name,
    StateValue: stateValue,
    StateReason: { minLength: 0, maxLength: 1023 },
    StateReasonData: { minLength: 0, maxLength: 4000 },
  },
  DeleteAlarms: { AlarmNames: { maxLength: 100, items: name } },
};
