import type { Correction } from '../correction.ts';

const reference = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference';

/** What CloudWatch was recorded to answer, and what its reference has by November 2026. */
export const cloudwatchCorrections: readonly Correction[] = [
  {
    of: ['StateValue'],
    constraint: { enum: ['INSUFFICIENT_DATA', 'ALARM', 'OK'] },
    source: 'recorded by localstack: TestCloudwatch::test_set_alarm_invalid_input',
  },
  // The model's would be a name of one character.
  {
    of: ['Namespace'],
    constraint: { pattern: '[^:].*' },
    source: `${reference}/API_PutMetricData.html`,
  },
  {
    of: ['TreatMissingData'],
    constraint: { enum: ['breaching', 'notBreaching', 'ignore', 'missing'] },
    source: `${reference}/API_PutMetricAlarm.html`,
  },
  {
    of: ['PutMetricDataInput$MetricData'],
    constraint: { maxLength: 1000 },
    source: `${reference}/API_PutMetricData.html`,
  },
  {
    of: ['GetMetricDataInput$MetricDataQueries'],
    constraint: { maxLength: 500 },
    source: `${reference}/API_GetMetricData.html`,
  },
];
