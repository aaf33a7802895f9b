import { UserError } from '@tooling/core';
import { z } from 'zod';
import type { ClockState, LocalClock } from './local-clock.ts';

const clockChangeSchema = z
  .strictObject({
    /** Until when: ISO 8601. */
    to: z.iso.datetime({ offset: true }).optional(),
    /** For how many seconds. */
    advanceSeconds: z.number().nonnegative().optional(),
    /** Seconds that pass in one of the machine's. */
    speed: z.number().positive().max(1_000_000).optional(),
  })
  .refine(({ to, advanceSeconds }) => to === undefined || advanceSeconds === undefined, {
    error: 'has both to and advanceSeconds',
  });

/** How the local AWS's time is to change. */
export type ClockChange = z.infer<typeof clockChangeSchema>;

/** @throws UserError USAGE */
export function parseClockChange(text: string): ClockChange {
  let input: unknown;
  try {
    input = JSON.parse(text === '' ? '{}' : text);
  } catch {
    throw wrong(['the body is no JSON']);
  }
  const parsed = clockChangeSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw wrong(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

const wrong = (problems: readonly string[]) =>
  new UserError('USAGE', 'the clock cannot be set so', {
    problems,
    hint: 'send {"to": "2026-12-01T03:00:00Z"}, {"advanceSeconds": 86400} or {"speed": 60}',
  });

/**
 * Moves the clock on, and carries out what is due on the way.
 *
 * @throws UserError USAGE when it would have to go back
 */
export async function setClock(clock: LocalClock, change: ClockChange): Promise<ClockState> {
  const { to, advanceSeconds, speed } = change;
  const nowMs = clock.now().getTime();
  const target = to === undefined ? undefined : Date.parse(to);
  if (target !== undefined && target < nowMs) {
    throw new UserError('USAGE', `the clock does not go back: it is ${clock.show().now}`, {
      hint: 'POST /_local/reset drops everything, and sets the clock to the machine’s time',
    });
  }
  if (speed !== undefined) await clock.setSpeed(speed);
  if (target !== undefined) await clock.advanceTo(target);
  else if (advanceSeconds !== undefined) await clock.advanceTo(nowMs + advanceSeconds * 1000);
  return clock.show();
}
