import { neverFiring } from '../triggers/check-triggers.ts';
import { areTriggersApplied } from '../triggers/trigger-mark.ts';
import type { Preflight } from './preflight.ts';

/** One that is over, and has been taken by AWS when it was not, is in nobody's way. */
export function checkSchedules({
  wanted: { triggers },
  state,
  context,
  place,
}: Preflight): readonly string[] {
  const tags = state.kind === 'live' ? state.live.attributes.tags : {};
  if (areTriggersApplied(tags, triggers)) return [];
  return neverFiring(triggers.triggers, new Date(context.today)).map((problem) => place(problem));
}
