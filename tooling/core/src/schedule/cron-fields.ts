/** A field of a cron expression: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Of the numbers from `min` on. */
  readonly names: readonly string[];
}

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** 1 is Sunday. */
export const days: readonly string[] = 'SUN MON TUE WED THU FRI SAT'.split(' ');

/** In their order. */
export const fields = [
  { name: 'minutes', min: 0, max: 59, names: [] },
  { name: 'hours', min: 0, max: 23, names: [] },
  { name: 'day-of-month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: months },
  { name: 'day-of-week', min: 1, max: 7, names: days },
  { name: 'year', min: 1970, max: 2199, names: [] },
] as const satisfies readonly CronField[];
