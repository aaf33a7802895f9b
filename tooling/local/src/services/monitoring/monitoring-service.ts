import model from '../../../models/cloudwatch.json' with { type: 'json' };
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import { alarmOperations } from './alarm-operations.ts';
import type { CountedMetrics } from './counted-metrics.ts';
import { putMetricDataOperations } from './put-metric-data.ts';
import { readMetricsOperations } from './read-metrics-operations.ts';

/** CloudWatch: metrics, those of Lambda among them, and alarms that watch one each. */
export async function createMonitoringService({
  state,
  metrics,
  counted,
}: CountedMetrics & { readonly state: State }): Promise<Service> {
  return {
    name: 'monitoring',
    protocol: 'awsJson1_0',
    loadClient: () => import('@aws-sdk/client-cloudwatch'),
    constraints: model.operations,
    operations: {
      ...putMetricDataOperations(metrics),
      ...readMetricsOperations({ metrics, counted }),
      ...alarmOperations({ alarms: await state.collection('monitoring/alarms'), metrics, counted }),
    },
    refused: {
      PutMetricData: ['EntityMetricData'],
      GetMetricStatistics: ['ExtendedStatistics'],
      GetMetricData: ['LabelOptions'],
      PutMetricAlarm: [
        'ExtendedStatistic',
        'EvaluateLowSampleCountPercentile',
        'Metrics',
        'ThresholdMetricId',
        'EvaluationWindow',
        'WarmUpConfiguration',
        'EvaluationCriteria',
        'EvaluationInterval',
        'ActionConfiguration',
        'Tags',
      ],
      DescribeAlarms: ['ChildrenOfAlarmName', 'ParentsOfAlarmName'],
    },
    ignored: {
      PutMetricData: { StrictEntityValidation: 'there are no entities to validate' },
      GetMetricData: {
        NextToken: 'all results come at once, and no token is given out',
        MaxDatapoints: 'all results come at once',
      },
    },
    partly: {
      PutMetricData:
        'values are kept by the minute (StorageResolution 1: by the second), a day of them, and on disk only when the local AWS ends in order',
      GetMetricData: 'no expressions, no percentiles; a metric with several units needs Unit',
      GetMetricStatistics: 'no percentiles; a metric with several units needs Unit',
      PutMetricAlarm:
        'one metric and one of the five statistics; no expressions, percentiles, anomalies or composites; actions are kept and never carried out',
      DescribeAlarms:
        'an alarm is evaluated when it is read, by values up to the last whole minute; metric alarms only',
      SetAlarmState: 'lasts until a later evaluation finds values',
    },
  };
}
