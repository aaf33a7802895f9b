import type { Report, Stage } from '@tooling/core';
import { pruneVersions, type Pruned, type Pruning } from './prune-versions.ts';

// Pruning shares the narrow quota with what deploys. A run gives it some seconds; others catch up.
const functionsARun = 20;
const versionsARun = 40;

/**
 * After everything is live: deletes old versions of the functions that got a new one. Only a function
 * whose versions were counted beyond those that are kept can have any. Where many were deployed at
 * once, each run takes others of them.
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
  const chosen = takeTurns(
    due.map(({ functionName, lambda }) => ({
      functionName,
      ownership: { service, stage, lambda },
    })),
    due.reduce((newest, { liveVersion }) => Math.max(newest, Number(liveVersion)), 0),
  );
  return pruneVersions({ ...pruning, keep, most: versionsARun }, chosen);
}

/** A few of many, the next ones each time that the turn goes on by one. */
function takeTurns<Item>(items: readonly Item[], turn: number): readonly Item[] {
  if (items.length <= functionsARun) return items;
  const first = (turn * functionsARun) % items.length;
  return [...items.slice(first), ...items.slice(0, first)].slice(0, functionsARun);
}
