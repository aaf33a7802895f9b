import { nextFirings } from './next-firings.ts';
import type { ScheduleExpression } from './schedule-expression.ts';

export interface FiringLimits {
  readonly now: Date;
  readonly start?: Date | undefined;
  readonly end?: Date | undefined;
}

/**
 * Why a schedule will not fire from now on; undefined when it will. AWS takes such a schedule all the
 * same.
 */
export function describeNeverFiring(
  schedule: ScheduleExpression,
  { now, start, end }: FiringLimits,
): string | undefined {
  const fires = (after: Date, limits: Partial<FiringLimits> = {}) =>
    nextFirings(schedule, { after, count: 1, ...limits })[0];
  if (fires(now, { start, end }) !== undefined) return undefined;
  if (schedule.kind === 'at') {
    const moment = fires(new Date(0));
    if (moment === undefined) {
      return `never fires: the clocks of ${schedule.timezone} jump over ${schedule.localTime}`;
    }
    return `never fires: ${schedule.localTime} in ${schedule.timezone} is over`;
  }
  if (fires(now) !== undefined) return 'never fires between its start and its end';
  if (fires(new Date(0)) === undefined) return 'never fires: there is no such day';
  return 'never fires again: all of its times are over';
}
