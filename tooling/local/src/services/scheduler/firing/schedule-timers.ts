import type { LocalClock, Timer } from '../../../clock/local-clock.ts';
import type { ScheduleDocument } from '../schedule-document.ts';
import { keyOf } from '../scheduler-store.ts';
import { nextFiring, type Firing } from './next-firing.ts';

/** The timers of all schedules: one each, for its next firing. */
export interface ScheduleTimers {
  /** Begins with all that there are: nothing is made up for what was missed before. */
  start(documents: readonly ScheduleDocument[]): void;
  /** Sets the timer of a schedule anew, as it is now; undefined when it is gone. */
  change(key: Pick<ScheduleDocument, 'groupName' | 'name'>, document?: ScheduleDocument): void;
  /** Drops all, with everything else that is dropped. */
  clear(): void;
}

export interface ScheduleTimersOptions {
  readonly clock: Pick<LocalClock, 'now' | 'at' | 'show'>;
  readonly find: (groupName: string, name: string) => ScheduleDocument | undefined;
  readonly fire: (
    document: ScheduleDocument,
    firing: { readonly firing: Firing; readonly isLast: boolean },
  ) => Promise<void>;
}

export function createScheduleTimers({ clock, find, fire }: ScheduleTimersOptions): ScheduleTimers {
  const timers = new Map<string, Timer>();
  let isStarted = false;

  const arm = (document: ScheduleDocument, afterMs: number): Firing | undefined => {
    const next = nextFiring(document, afterMs);
    if (next === undefined) return undefined;
    const timer = clock.at(next.firesAtMs, () => ring(document, next));
    timers.set(keyOf(document), timer);
    return next;
  };
  const ring = async (armed: ScheduleDocument, firing: Firing): Promise<void> => {
    timers.delete(keyOf(armed));
    const document = find(armed.groupName, armed.name);
    if (document === undefined) return;
    if (isMissed(firing)) {
      arm(document, nowMs());
      return;
    }
    const next = arm(document, firing.scheduledAtMs);
    await fire(document, { firing, isLast: next === undefined });
  };
  /** The machine slept: what should have been meanwhile is not made up. */
  const isMissed = ({ firesAtMs }: Firing) =>
    (nowMs() - firesAtMs) / clock.show().speed > precisionMs;
  const nowMs = () => clock.now().getTime();

  const timersOf: ScheduleTimers = {
    start(documents) {
      isStarted = true;
      for (const document of documents) timersOf.change(document, document);
    },
    change(key, document) {
      timers.get(keyOf(key))?.cancel();
      timers.delete(keyOf(key));
      if (!isStarted || document?.settings.State !== 'ENABLED') return;
      // A rate fires at once when it begins.
      const isNew = document.anchoredAtMs >= nowMs();
      arm(document, isNew ? document.anchoredAtMs - 1 : nowMs());
    },
    clear() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
  return timersOf;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html: 60 seconds. */
const precisionMs = 60_000;
