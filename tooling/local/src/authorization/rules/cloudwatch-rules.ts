import type { ActionInput, Surroundings } from '../needed-action.ts';
import { serviceRules, textOf } from '../service-rules.ts';

const alarmArn = ({ region, accountId }: Surroundings, name: string) =>
  `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;

const ofAlarm = ({ AlarmName }: ActionInput, at: Surroundings) => alarmArn(at, textOf(AlarmName));
const ofAlarms = ({ AlarmNames }: ActionInput, at: Surroundings) =>
  ((AlarmNames ?? []) as readonly string[]).map((name) => alarmArn(at, name));
const allAlarms = (_input: ActionInput, at: Surroundings) => alarmArn(at, '*');

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const cloudwatchRules = serviceRules('cloudwatch', [
  [ofAlarm, ['PutMetricAlarm', 'SetAlarmState']],
  [ofAlarms, ['DeleteAlarms']],
  [allAlarms, ['DescribeAlarms']],
  ['*', ['GetMetricData', 'GetMetricStatistics', 'PutMetricData']],
]);
