/** Every so many minutes, hours or days: a day is 24 hours, whatever the clocks do. */
export interface RateSchedule {
  readonly kind: 'rate';
  readonly value: number;
  readonly unit: 'minute' | 'hour' | 'day';
}

/** At the times of a zone's clocks that six fields describe. */
export interface CronSchedule {
  readonly kind: 'cron';
  /** As the cron library takes it: seconds first, everything else as lists of numbers. */
  readonly pattern: string;
  readonly timezone: string;
}

/** Once, at a time of a zone's clocks. */
export interface AtSchedule {
  readonly kind: 'at';
  /** `2027-03-01T03:00:00` */
  readonly localTime: string;
  readonly timezone: string;
}

/** When a schedule of EventBridge Scheduler fires. */
export type ScheduleExpression = RateSchedule | CronSchedule | AtSchedule;
