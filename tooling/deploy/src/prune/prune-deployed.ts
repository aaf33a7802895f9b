import { fingerprint, type FunctionOutcome, type Report, type Stage } from '@tooling/core';
import { pruneVersions, type Pruned, type Pruning } from './prune-versions.ts';

// Pruning shares the narrow quota with what deploys. So few functions are all looked at, and these
// may take so many deletions.
const functionsARun = 20;
const versionsARun = 40;
/** Of more, each is looked at whenever it has got so many versions: that spares most of the reading. */
const versionsALook = 5;
/** As many deletions as versions were published keep pace; more of them clear what had piled up. */
const deletedAPublished = 2;

/**
 * After everything is live: deletes old versions of the functions that got a new one. Only a function
 * whose versions were counted beyond those that are kept can have any. What is left is told.
 */
export async function pruneDeployed(
  pruning: Omit<Pruning, 'keep' | 'most'>,
  { name: stage, versionsToKeep: keep }: Stage,
  { service, functions }: Report,
): Promise<readonly Pruned[]> {
  if (keep === 'all') return [];
  const due = functions.filter(
    ({ outcome, liveVersion, previousVersion }) =>
      outcome === 'deployed' && liveVersion !== previousVersion && Number(liveVersion) > keep,
  );
  const areFew = due.length <= functionsARun;
  const chosen = areFew ? due : due.filter(isTurn);
  const most = areFew ? Math.floor(versionsARun / due.length) : deletedAPublished * versionsALook;
  const pruned = await pruneVersions(
    { ...pruning, keep, most },
    chosen.map(({ functionName, lambda }) => ({
      functionName,
      ownership: { service, stage, lambda },
    })),
  );
  const notLookedAt = due.length - pruned.length;
  const versions = pruned.reduce((sum, { left }) => sum + left, 0);
  if (notLookedAt > 0 || versions > 0) {
    pruning.emit({ type: 'prune-left', stage, functions: notLookedAt, versions });
  }
  return pruned;
}

/**
 * Whether the number of a function's versions has passed another multiple. It needs no memory, and no
 * function depends on what else a run deploys; the name puts the multiples of each somewhere else.
 */
function isTurn({ functionName, liveVersion, previousVersion = '0' }: FunctionOutcome): boolean {
  const offset = Number.parseInt(fingerprint(functionName).slice(0, 6), 16) % versionsALook;
  const looksUntil = (version: number) => Math.floor((version + offset) / versionsALook);
  return looksUntil(Number(liveVersion)) > looksUntil(Number(previousVersion));
}
