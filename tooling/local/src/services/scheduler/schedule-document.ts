import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';

/** What UpdateSchedule replaces as a whole: the request with AWS's defaults in it. */
export interface ScheduleSettings extends Pick<
  CreateScheduleInput,
  'Description' | 'FlexibleTimeWindow' | 'KmsKeyArn'
> {
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly State: 'ENABLED' | 'DISABLED';
  readonly ActionAfterCompletion: 'NONE' | 'DELETE';
  readonly Target: ScheduleTarget;
  readonly startDateMs?: number | undefined;
  readonly endDateMs?: number | undefined;
}

/** Always with its ARN, its role and its retry policy. */
export type ScheduleTarget = NonNullable<CreateScheduleInput['Target']> & {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly RetryPolicy: {
    readonly MaximumEventAgeInSeconds: number;
    readonly MaximumRetryAttempts: number;
  };
};

export interface ScheduleDocument {
  readonly groupName: string;
  readonly name: string;
  readonly settings: ScheduleSettings;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  /** From when a rate without a start is counted. */
  readonly anchoredAtMs: number;
  /** Of the request that created it: repeated, that is no conflict. */
  readonly clientToken?: string | undefined;
}

/** `default` is there without one. */
export interface GroupDocument {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Absent of `default`, as in AWS. */
  readonly createdAtMs?: number | undefined;
  readonly modifiedAtMs?: number | undefined;
  readonly clientToken?: string | undefined;
}
