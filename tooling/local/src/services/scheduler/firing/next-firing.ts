import { createHash } from 'node:crypto';
import { nextFirings, parseScheduleExpression } from '@tooling/core';
import type { ScheduleDocument } from '../schedule-document.ts';
import { keyOf } from '../scheduler-store.ts';

/** One time that a schedule fires. */
export interface Firing {
  /** What its expression says. */
  readonly scheduledAtMs: number;
  /** When it begins: later, where it has a flexible window. */
  readonly firesAtMs: number;
}

/** The first firing after a moment; undefined when there is none. */
export function nextFiring(document: ScheduleDocument, afterMs: number): Firing | undefined {
  const { ScheduleExpression, ScheduleExpressionTimezone, startDateMs, endDateMs } =
    document.settings;
  const { schedule } = parseScheduleExpression(ScheduleExpression, ScheduleExpressionTimezone);
  if (schedule === undefined) return undefined;
  const isRate = schedule.kind === 'rate';
  const startMs = startDateMs ?? (isRate ? document.anchoredAtMs : undefined);
  const [next] = nextFirings(schedule, {
    after: new Date(afterMs),
    count: 1,
    start: startMs === undefined ? undefined : new Date(startMs),
    end: endDateMs === undefined ? undefined : new Date(endDateMs),
  });
  if (next === undefined) return undefined;
  const scheduledAtMs = next.getTime();
  return { scheduledAtMs, firesAtMs: scheduledAtMs + delayWithin(document, scheduledAtMs) };
}

/** Somewhere in the window, and always at the same place: a test that passes once passes again. */
function delayWithin(document: ScheduleDocument, scheduledAtMs: number): number {
  const { Mode, MaximumWindowInMinutes = 0 } = document.settings.FlexibleTimeWindow ?? {};
  if (Mode !== 'FLEXIBLE') return 0;
  const seconds = MaximumWindowInMinutes * 60;
  const digest = createHash('sha256')
    .update(`${keyOf(document)} ${String(scheduledAtMs)}`)
    .digest();
  return (digest.readUInt32BE() % seconds) * 1000;
}
