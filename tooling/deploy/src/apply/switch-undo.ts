import type { Failure, FunctionChange, FunctionOutcome, MovedAlias } from '@tooling/core';
import { attempt, type Application } from './application.ts';
import { failedWith } from './report-on.ts';
import type { Moves } from './switch-moves.ts';

/** What became of functions that do not serve what they were to. */
export type Outcomes = ReadonlyMap<FunctionChange, Partial<FunctionOutcome>>;

/**
 * Puts functions back, because of failures of theirs or of others.
 *
 * @param failures - of the functions that are to blame
 */
export async function undoAll(
  application: Application,
  moves: Moves,
  changes: readonly FunctionChange[],
  failures: ReadonlyMap<FunctionChange, Failure>,
): Promise<Outcomes> {
  const { store, emit } = application;
  const { moved } = moves;
  const switched = changes.filter((change) => moved.has(change));
  const back = await attempt(application, switched, async (change) => {
    const alias = moved.get(change) as MovedAlias;
    await store.putBack(alias);
    const { functionName, previousVersion, isByOthers } = alias;
    if (isByOthers !== true) emit({ type: 'put-back', functionName, version: previousVersion });
    return alias;
  });
  const over = changes.filter((change) => isOver(change, back.failures.get(change), moves));
  const unmarked = await unmarkAll(application, moves, over);
  const outcomes = changes.map(
    async (change): Promise<[FunctionChange, Partial<FunctionOutcome>]> => {
      const alias = back.succeeded.get(change);
      const failure = back.failures.get(change) ?? failures.get(change) ?? unmarked.get(change);
      if (alias?.isByOthers === true)
        return [change, { outcome: 'deployed', liveVersion: alias.version }];
      if (alias !== undefined) return [change, { ...failedWith(failure), outcome: 'put-back' }];
      // Published, and never begun to be switched: others failed first.
      if (failure === undefined) return [change, { outcome: 'prepared' }];
      const liveVersion = await readLiveVersion(application, change);
      const share = back.failures.has(change) ? moved.get(change) : undefined;
      return [change, { ...failedWith(failure), liveVersion, ...shareLeft(share, liveVersion) }];
    },
  );
  return new Map(await Promise.all(outcomes));
}

/** What a step that could not be undone has left of the traffic with the new version. */
const shareLeft = (alias: MovedAlias | undefined, liveVersion: string | undefined) =>
  alias === undefined || alias.percent === 100 || alias.previousVersion !== liveVersion
    ? {}
    : { switching: { version: alias.version, percent: alias.percent } };

/** Takes the notes of switches in steps away. @returns what failed */
export async function unmarkAll(
  application: Application,
  { marked, prepared }: Moves,
  changes: readonly FunctionChange[],
): Promise<ReadonlyMap<FunctionChange, Failure>> {
  const noted = changes.filter((change) => marked.has(change) || change.interrupted !== undefined);
  const { failures } = await attempt(application, noted, async (change) => {
    const versions = [
      prepared.get(change)?.version ?? [],
      change.interrupted?.version ?? [],
    ].flat();
    await application.store.unmarkSwitching(change.functionName, versions);
  });
  return failures;
}

/**
 * Whether nothing is left that a later run would have to know of: it was put back, or somebody else
 * went on from there. What an interrupted run left, and this one did not get to, stays noted.
 */
function isOver(change: FunctionChange, failure: Failure | undefined, { moved }: Moves): boolean {
  if (!moved.has(change)) return change.interrupted === undefined;
  return failure === undefined || failure.code === 'REMOTE_MOVED';
}

/** What `live` names after a switch or its undoing failed: what was meant says nothing any more. */
async function readLiveVersion(
  { store }: Application,
  { functionName }: FunctionChange,
): Promise<string | undefined> {
  return store.readLiveVersion(functionName).catch(() => 'unknown: it cannot be read');
}
