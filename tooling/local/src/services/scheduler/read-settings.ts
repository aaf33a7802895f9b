import type { CreateScheduleInput, UpdateScheduleInput } from '@aws-sdk/client-scheduler';
import type { ScheduleSettings } from './schedule-document.ts';

/** What a request says, and AWS's defaults for what it does not say. */
export function readSettings(input: CreateScheduleInput | UpdateScheduleInput): ScheduleSettings {
  const { Target, StartDate, EndDate } = input;
  const settings = {
    Description: input.Description,
    ScheduleExpression: input.ScheduleExpression ?? '',
    ScheduleExpressionTimezone: input.ScheduleExpressionTimezone ?? 'UTC',
    startDateMs: StartDate?.getTime(),
    endDateMs: EndDate?.getTime(),
    State: input.State ?? 'ENABLED',
    FlexibleTimeWindow: input.FlexibleTimeWindow,
    Target: {
      ...Target,
      Arn: Target?.Arn ?? '',
      RoleArn: Target?.RoleArn ?? '',
      RetryPolicy: { ...defaultRetryPolicy, ...Target?.RetryPolicy },
    },
    KmsKeyArn: input.KmsKeyArn,
    ActionAfterCompletion: input.ActionAfterCompletion ?? 'NONE',
  };
  // As it is read back from the disk: without what is undefined.
  return JSON.parse(JSON.stringify(settings)) as ScheduleSettings;
}

/** As AWS shows it of a schedule that has none of its own. */
const defaultRetryPolicy = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };
