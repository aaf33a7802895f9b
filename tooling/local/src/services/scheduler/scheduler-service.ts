import model from '../../../models/scheduler.json' with { type: 'json' };
import type { LocalClock } from '../../clock/local-clock.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import type { RoleDirectory } from '../iam/role-directory.ts';
import { fireSchedule } from './firing/fire-schedules.ts';
import type { Home } from './firing/firing-body.ts';
import { createScheduleTimers } from './firing/schedule-timers.ts';
import { groupOperations } from './group-operations.ts';
import { groupTagOperations } from './group-tags.ts';
import { createLocalSchedules, type LocalSchedules } from './local-schedules.ts';
import { scheduleOperations } from './schedule-operations.ts';
import { openSchedulerStore } from './scheduler-store.ts';

export interface SchedulerOptions {
  readonly state: State;
  readonly clock: LocalClock;
  readonly roles: RoleDirectory;
  /** By which a schedule reaches its target. */
  readonly delivery: Delivery;
  readonly home: Home;
  /** Told of every firing that did not reach its target. */
  readonly report: (error: unknown) => void;
}

/** EventBridge Scheduler: its API, and what makes schedules fire. */
export interface Scheduler {
  readonly service: Service;
  readonly schedules: LocalSchedules;
  /** From now on, schedules fire. */
  start(): void;
  /** With the state, all timers are dropped. */
  clear(): void;
}

export async function createScheduler(options: SchedulerOptions): Promise<Scheduler> {
  const { state, clock, roles, delivery, home, report } = options;
  const store = await openSchedulerStore(state, (key) => {
    timers.change(key, store.find(key.groupName, key.name));
  });
  const timers = createScheduleTimers({
    clock,
    find: (groupName, name) => store.find(groupName, name),
    fire: (document, firing) =>
      fireSchedule({ store, clock, delivery, home, report }, document, firing),
  });
  return {
    schedules: createLocalSchedules({ store, delivery, home, now: () => clock.now() }),
    start() {
      timers.start(store.schedules());
    },
    clear() {
      timers.clear();
    },
    service: {
      name: 'scheduler',
      protocol: 'restJson1',
      loadClient: () => import('@aws-sdk/client-scheduler'),
      constraints: model.operations,
      operations: {
        ...scheduleOperations(store, roles),
        ...groupOperations(store),
        ...groupTagOperations(store),
      },
      partly: {
        CreateSchedule:
          'fires at functions, queues, topics and event buses; other targets, the universal ones too, are taken, shown and reported when they should fire; there is no KMS; at() with a time that is over is taken and never fires',
        UpdateSchedule: 'as CreateSchedule',
        DeleteScheduleGroup: 'at once, where AWS takes a while',
      },
    },
  };
}
