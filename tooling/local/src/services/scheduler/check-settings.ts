import { parseScheduleExpression } from '@tooling/core';
import type { RoleDirectory } from '../iam/role-directory.ts';
import { checkTarget } from './check-target.ts';
import type { ScheduleSettings } from './schedule-document.ts';
import { validation } from './scheduler-errors.ts';

export interface CheckContext {
  readonly roles: RoleDirectory;
  readonly now: Date;
}

/**
 * What AWS checks of a schedule beyond the constraints of its model. That it never fires is nothing
 * to AWS.
 *
 * @throws AwsError ValidationException
 */
export async function checkSettings(
  settings: ScheduleSettings,
  { roles, now }: CheckContext,
): Promise<void> {
  const { ScheduleExpression, ScheduleExpressionTimezone, Target } = settings;
  if (parseScheduleExpression(ScheduleExpression).problems !== undefined) {
    throw validation(`Invalid Schedule Expression ${ScheduleExpression}.`);
  }
  if (parseScheduleExpression('rate(1 day)', ScheduleExpressionTimezone).problems !== undefined) {
    throw validation(`Invalid Schedule Expression Timezone ${ScheduleExpressionTimezone}.`);
  }
  checkWindow(settings);
  checkDates(settings, now.getTime());
  checkTarget(Target);
  if (await roles.canBeAssumedBy(Target.RoleArn, principal)) return;
  throw validation(
    'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  );
}

/** As policies name the scheduler. */
export const principal = 'scheduler.amazonaws.com';

function checkWindow({ FlexibleTimeWindow }: ScheduleSettings): void {
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow ?? {};
  if (Mode === 'FLEXIBLE' && MaximumWindowInMinutes === undefined) {
    throw validation(
      'MaximumWindowInMinutes is required when FlexibleTimeWindow Mode is FLEXIBLE.',
    );
  }
  if (Mode === 'OFF' && MaximumWindowInMinutes !== undefined) {
    throw validation('MaximumWindowInMinutes is not allowed when FlexibleTimeWindow Mode is OFF.');
  }
}

const fiveMinutesMs = 300_000;

/** They mean nothing to a schedule that fires once. */
function checkDates(
  { ScheduleExpression, startDateMs, endDateMs }: ScheduleSettings,
  nowMs: number,
): void {
  if (ScheduleExpression.startsWith('at(')) return;
  // Recorded: https://github.com/getmoto/moto/pull/8172
  if (startDateMs !== undefined && startDateMs < nowMs - fiveMinutesMs) {
    throw validation('The StartDate you specify cannot be earlier than 5 minutes ago.');
  }
  if (endDateMs === undefined) return;
  if (endDateMs < nowMs) throw validation('The EndDate you specify cannot be in the past.');
  if (startDateMs !== undefined && startDateMs >= endDateMs) {
    throw validation('The StartDate you specify must come before the EndDate you specify.');
  }
}
