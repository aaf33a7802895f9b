import type { FunctionPlan } from '../plan/plan.ts';
import type { AccountRoom } from './account-room.ts';
import { blockWith } from './block-with.ts';

/**
 * How much of the account's code storage a change takes at least: a copy for the version. AWS counts
 * unzipped, by older pages of its documentation zipped; the zip is the less.
 */
export const storedBytes = (planned: FunctionPlan): number =>
  (planned.action === 'create' || planned.action === 'update') && planned.publishes
    ? (planned.artifact?.zipBytes ?? 0)
    : 0;

interface Storage extends Pick<AccountRoom, 'codeStorageBytes'> {
  /** What functions take that are planned already. */
  readonly plannedBytes: number;
}

/** Blocks what the account has certainly no room for. */
export function checkStorage(
  planned: FunctionPlan,
  { codeStorageBytes: { limit, used }, plannedBytes }: Storage,
): FunctionPlan {
  const bytes = storedBytes(planned);
  if (bytes === 0 || used + plannedBytes + bytes <= limit) return planned;
  const others =
    plannedBytes === 0 ? '' : ` and other functions of this deploy take ${plannedBytes}`;
  return blockWith(planned, [
    `code storage: the zip has ${bytes} bytes, and the account has ${Math.max(0, limit - used)} of ${limit} left in this region${others}: delete old versions with \`lambda prune-versions\`, or have AWS raise the quota`,
  ]);
}
