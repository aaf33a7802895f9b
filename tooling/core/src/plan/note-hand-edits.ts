import { compareVersions } from '../drift/find-drift.ts';
import type { LiveFunction } from '../live-function.ts';
import type { WantedFunction } from '../wanted-function.ts';
import { compareFrozen } from './compare-function.ts';
import type { Change } from './plan.ts';

/**
 * Notes which changes undo what somebody has set by hand. What a deploy had made live is the evidence: a
 * version is frozen with its configuration. Without it nothing is noted.
 */
export function noteHandEdits(
  changes: readonly Change[],
  { deployed, settings }: LiveFunction,
  wanted: WantedFunction,
): readonly Change[] {
  if (deployed === undefined) return changes;
  const fields = (some: readonly Change[]) => new Set(some.map(({ field }) => field));
  const byHand = fields(compareVersions(deployed.settings, settings));
  const declared = fields(compareFrozen(deployed, wanted));
  return changes.map((change) => {
    if (change.note !== undefined || !byHand.has(change.field)) return change;
    const also = declared.has(change.field) ? ', and declared anew' : '';
    return { ...change, note: `set by hand${also}` };
  });
}

/**
 * What somebody has made of `live` by hand and no change undoes, a line each: that it was moved, and
 * fields that nobody declares. Nothing where a deploy had made it live.
 *
 * @param changes - of which the plan tells anyhow
 */
export function describeHandEdits(
  { version, deployed, settings }: LiveFunction,
  changes: readonly Change[],
): readonly string[] {
  if (deployed === undefined) return [];
  const told = new Set(changes.map(({ field }) => field));
  const kept = compareVersions(deployed.settings, settings).filter(({ field }) => !told.has(field));
  return [
    `live: moved by hand from version ${deployed.version} to version ${version}, which was published by hand`,
    ...kept.map(({ field, to }) =>
      to === undefined
        ? `${field}: taken away by hand, and declared nowhere: stays away`
        : `${field}: set by hand, and declared nowhere: kept`,
    ),
  ];
}
