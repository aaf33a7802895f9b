import {
  choosePrunable,
  describeFailure,
  isOwnedBy,
  type DeployEvent,
  type Failure,
  type OwnedFunction,
  type VersionStore,
} from '@tooling/core';
import pLimit from 'p-limit';

export interface Pruning {
  readonly versions: VersionStore;
  /** How many of a function's newest versions are kept. */
  readonly keep: number;
  readonly emit: (event: DeployEvent) => void;
  /** How many versions of a function are deleted at most; any number when left out. */
  readonly most?: number | undefined;
  /** What a failure really was, where the stage knows better than its answer says. */
  readonly explain: (error: unknown) => unknown;
  readonly signal: AbortSignal;
}

/** What became of the old versions of one function. */
export interface Pruned {
  readonly functionName: string;
  /** Numbers, oldest first. */
  readonly deleted: readonly string[];
  /** How many more could have been deleted. */
  readonly left: number;
  readonly failure?: Failure | undefined;
}

// Requests are spaced by the quota; this only hides the way there and back.
const prunedAtOnce = 8;

/**
 * Deletes the versions of these functions beyond those that are kept. Nothing depends on it: what
 * fails is told, and is left to the next time. Functions that are not ours are passed over.
 */
export async function pruneVersions(
  pruning: Pruning,
  functions: readonly OwnedFunction[],
): Promise<readonly Pruned[]> {
  const { versions, keep, emit, signal } = pruning;
  const pruned = await pLimit(prunedAtOnce).map(functions, async ({ functionName, ownership }) => {
    const deleted: string[] = [];
    let left = 0;
    try {
      if (signal.aborted) return [];
      const history = await versions.readHistory(functionName);
      const isOurs = history !== undefined && isOwnedBy(history.tags, ownership);
      const prunable = isOurs ? choosePrunable(history, keep) : [];
      const chosen = prunable.slice(0, pruning.most);
      left = prunable.length - chosen.length;
      for (const version of chosen) {
        // AWS refuses what an alias was pointed at since: then somebody needs it.
        const outcome = await versions.deleteVersion(functionName, version);
        if (outcome === 'deleted') deleted.push(version);
      }
      return [{ functionName, deleted, left }];
    } catch (error) {
      const failure = describeFailure(pruning.explain(error));
      emit({ type: 'prune-failed', functionName, failure });
      return [{ functionName, deleted, left, failure }];
    } finally {
      if (deleted.length > 0) emit({ type: 'pruned', functionName, versions: deleted });
    }
  });
  return pruned.flat();
}
