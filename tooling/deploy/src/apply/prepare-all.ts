import type { PreparedVersion } from '@tooling/core';
import type { Application } from './application.ts';
import type { Attempts } from './attempt-all.ts';

/**
 * Prepares what was not begun while the plan was made, and waits for all of it. Where a function is
 * blocked, nothing more is begun: nothing would be switched.
 */
export async function prepareAll({
  plan,
  preparing,
  independent,
}: Application): Promise<Attempts<PreparedVersion>> {
  const isBlocked = plan.functions.some(({ action }) => action === 'blocked');
  if (!isBlocked || independent) for (const planned of plan.functions) preparing.begin(planned);
  return preparing.finish();
}
