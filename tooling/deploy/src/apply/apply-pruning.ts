import { removeOrphan } from '@tooling/aws';
import { describeFailure } from '@tooling/core';
import pLimit from 'p-limit';
import type { OpenStage } from '../pipeline/open-stage.ts';
import type { Removal } from '../pipeline/plan-pruning.ts';

/** A removal and what became of it. */
export interface Removed extends Removal {
  readonly outcome: 'removed' | 'kept' | 'failed' | 'removable';
}

// Removals are rare and not in a hurry; a few at once leave the quota to others.
const removedAtOnce = 4;

/** What may be removed, without removing it. */
export const withoutRemoving = (removals: readonly Removal[]): readonly Removed[] =>
  removals.map((removal) => ({
    ...removal,
    outcome: isRemovable(removal) ? 'removable' : removal.failure === undefined ? 'kept' : 'failed',
  }));

const isRemovable = ({ facts, doubts }: Removal): boolean =>
  facts !== undefined && doubts.length === 0;

/** Removes what nothing speaks against; one that fails keeps none of the others. */
export async function applyPruning(
  open: OpenStage,
  removals: readonly Removal[],
  signal: AbortSignal,
): Promise<readonly Removed[]> {
  return pLimit(removedAtOnce).map(withoutRemoving(removals), async (removal): Promise<Removed> => {
    const { facts, outcome } = removal;
    if (facts === undefined || outcome !== 'removable' || signal.aborted) return removal;
    try {
      await removeOrphan(open.clients, facts);
      return { ...removal, outcome: 'removed' };
    } catch (error) {
      return { ...removal, outcome: 'failed', failure: describeFailure(open.explain(error)) };
    }
  });
}
