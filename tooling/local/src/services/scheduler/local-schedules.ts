import type { LocalFiring, LocalSchedule } from '@tooling/core/local-api';
import { deliverFiring, type DeliveryContext } from './firing/deliver-firing.ts';
import { executionId } from './firing/firing-body.ts';
import { nextFiring } from './firing/next-firing.ts';
import { scheduleArn } from './scheduler-arns.ts';
import type { SchedulerStore } from './scheduler-store.ts';

/** What `GET /_local/schedules` tells of each. */
export type ShownSchedule = LocalSchedule;

/** How a schedule that was fired by hand ended. */
export type FiredSchedule = LocalFiring;

export interface LocalSchedules {
  /** Of all groups. */
  list(): readonly ShownSchedule[];
  /**
   * Fires now, once and without retries, also what is disabled; undefined when there is no such
   * schedule.
   */
  fire(groupName: string, name: string): Promise<FiredSchedule | undefined>;
}

export interface LocalSchedulesOptions extends DeliveryContext {
  readonly store: SchedulerStore;
  readonly now: () => Date;
}

export function createLocalSchedules(options: LocalSchedulesOptions): LocalSchedules {
  const { store, now, home } = options;
  return {
    list: () =>
      store.schedules().map((document) => {
        const { State, ScheduleExpression, ScheduleExpressionTimezone, Target } = document.settings;
        const next = State === 'ENABLED' ? nextFiring(document, now().getTime()) : undefined;
        return {
          arn: scheduleArn(home, document),
          groupName: document.groupName,
          name: document.name,
          state: State,
          expression: ScheduleExpression,
          timezone: ScheduleExpressionTimezone,
          targetArn: Target.Arn,
          ...(next !== undefined && { next: new Date(next.firesAtMs).toISOString() }),
        };
      }),
    async fire(groupName, name) {
      const document = store.find(groupName, name);
      if (document === undefined) return undefined;
      const attempt = { document, scheduledAtMs: now().getTime(), number: 1 };
      const error = await deliverFiring(attempt, options);
      return {
        arn: scheduleArn(home, document),
        targetArn: document.settings.Target.Arn,
        firedAt: new Date(attempt.scheduledAtMs).toISOString(),
        executionId: executionId(attempt, home),
        delivered: error === undefined,
        ...(error !== undefined && { error: { code: error.code, message: error.message } }),
      };
    },
  };
}
