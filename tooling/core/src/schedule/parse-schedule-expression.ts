import { parseCron } from './parse-cron.ts';
import type { AtSchedule, RateSchedule, ScheduleExpression } from './schedule-expression.ts';
import { isTimezone } from './zoned-time.ts';

/** Either the schedule, or everything that is wrong with the text. */
export type ParsedSchedule =
  | { readonly schedule: ScheduleExpression; readonly problems?: undefined }
  | { readonly schedule?: undefined; readonly problems: readonly string[] };

/**
 * Reads `rate(…)`, `cron(…)` and `at(…)` as EventBridge Scheduler does:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (read November 2026)
 *
 * @param timezone - IANA name; rates do not depend on it
 *
 * @example
 * parseScheduleExpression('rate(5 minutes)').schedule; // → { kind: 'rate', value: 5, unit: 'minute' }
 */
export function parseScheduleExpression(text: string, timezone = 'UTC'): ParsedSchedule {
  const problems = isTimezone(timezone) ? [] : [`"${timezone}" is no time zone: ${zoneHint}`];
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/s.exec(text) ?? [];
  if (kind === undefined) return { problems: [...problems, `"${text}" ${describeForm(text)}`] };
  const parsed = parsers[kind as ScheduleExpression['kind']](inner, timezone);
  if (!('kind' in parsed)) problems.push(...parsed.map((problem) => `"${text}" ${problem}`));
  return 'kind' in parsed && problems.length === 0 ? { schedule: parsed } : { problems };
}

const zoneHint = 'it is a name of the IANA database, such as Europe/Berlin or UTC';

function describeForm(text: string): string {
  if (/^\s|\s$/.test(text)) return 'begins or ends with white space';
  return 'is none of rate(5 minutes), cron(0 3 1 * ? *) and at(2027-03-01T03:00:00)';
}

/** Each gives the schedule, or its problems without the text that has them. */
const parsers: Readonly<
  Record<
    ScheduleExpression['kind'],
    (inner: string, timezone: string) => ScheduleExpression | readonly string[]
  >
> = { rate: parseRate, cron: parseCron, at: parseAt };

/** Singular or plural is all the same to EventBridge Scheduler, and not to rules of EventBridge. */
function parseRate(inner: string): RateSchedule | readonly string[] {
  const [, count = '', unit = ''] = /^(\S+) (\S+)$/.exec(inner) ?? [];
  if (unit === '') return ['is no number and unit with one space between them: rate(5 minutes)'];
  const problems: string[] = [];
  const value = Number(count);
  if (!/^\d+$/.test(count) || value < 1 || !Number.isSafeInteger(value * 86_400_000)) {
    problems.push(`has "${count}" where a whole number above 0 belongs`);
  }
  const known = /^(minute|hour|day)s?$/.exec(unit)?.[1];
  if (known === undefined) problems.push(`has the unit "${unit}": ${describeUnit(unit)}`);
  if (problems.length > 0) return problems;
  return { kind: 'rate', value, unit: known as RateSchedule['unit'] };
}

function describeUnit(unit: string): string {
  const known = 'there are minutes, hours and days';
  if (/^seconds?$/.test(unit)) return `${known}; nothing fires more often than each minute`;
  return known;
}

function parseAt(inner: string, timezone: string): AtSchedule | readonly string[] {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner)) {
    return [
      'is no time such as at(2027-03-01T03:00:00): without fractions and zone, which is a field of its own',
    ];
  }
  const moment = new Date(`${inner}Z`);
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(inner);
  if (!exists) return ['is a time that is in no calendar'];
  return { kind: 'at', localTime: inner, timezone };
}
