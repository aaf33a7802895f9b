import { Cron } from 'croner';
import type { CronSchedule, RateSchedule, ScheduleExpression } from './schedule-expression.ts';
import { localTimeAt, momentOf } from './zoned-time.ts';

export interface FiringWindow {
  /** Those later than this. */
  readonly after: Date;
  readonly count: number;
  /**
   * Not earlier than this. Rates are counted from it, beginning with it itself; without it from
   * `after`, which is then not one of them. Means nothing to `at`.
   */
  readonly start?: Date | undefined;
  /** Not later than this. Means nothing to `at`. */
  readonly end?: Date | undefined;
}

/**
 * The next moments at which a schedule fires; fewer than asked for when there are no more.
 *
 * A time that the clocks of its zone jump over is skipped, one that they show twice fires once:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 *
 * @example
 * import { parseScheduleExpression } from './parse-schedule-expression.ts';
 *
 * const { schedule } = parseScheduleExpression('cron(0 3 1 * ? *)', 'Europe/Berlin');
 * const after = new Date('2026-11-20T12:00:00Z');
 * schedule && nextFirings(schedule, { after, count: 1 }); // → [new Date('2026-12-01T02:00:00Z')]
 */
export function nextFirings(schedule: ScheduleExpression, window: FiringWindow): readonly Date[] {
  const { after, count, start, end } = window;
  const found: Date[] = [];
  for (const momentMs of momentsOf(schedule, after.getTime(), start?.getTime())) {
    if (found.length >= count) break;
    if (schedule.kind !== 'at' && end !== undefined && momentMs > end.getTime()) break;
    found.push(new Date(momentMs));
  }
  return found;
}

/** In order, without an end where there is none. */
function momentsOf(
  schedule: ScheduleExpression,
  afterMs: number,
  startMs: number | undefined,
): Iterable<number> {
  if (schedule.kind === 'rate') return ratesAfter(schedule, afterMs, startMs ?? afterMs);
  if (schedule.kind === 'cron') {
    return timesAfter(schedule, Math.max(afterMs, (startMs ?? afterMs) - 1));
  }
  const momentMs = momentOf(Date.parse(`${schedule.localTime}Z`), schedule.timezone);
  return momentMs !== undefined && momentMs > afterMs ? [momentMs] : [];
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function* ratesAfter({ value, unit }: RateSchedule, afterMs: number, startMs: number) {
  const everyMs = value * unitMs[unit];
  const passed = Math.max(0, Math.floor((afterMs - startMs) / everyMs) + 1);
  for (let number = passed; ; number += 1) yield startMs + number * everyMs;
}

/**
 * The library goes through the calendar of the zone's clocks, as if it were one without changes;
 * which moments these times are is decided here.
 */
function* timesAfter({ pattern, timezone }: CronSchedule, afterMs: number) {
  const calendar = new Cron(pattern, calendarOptions);
  let local: Date | null = new Date(localTimeAt(afterMs, timezone) - 1000);
  while ((local = calendar.nextRun(local)) !== null) {
    const momentMs = momentOf(local.getTime(), timezone);
    if (momentMs !== undefined && momentMs > afterMs) yield momentMs;
  }
}

const calendarOptions = {
  paused: true,
  timezone: 'UTC',
  mode: '7-part',
  // As AWS has it: 1 is Sunday.
  alternativeWeekdays: true,
} as const;
