import type { FunctionChange, MovedAlias, PreparedVersion } from '@tooling/core';
import { attemptWith, type Application } from './application.ts';
import type { Attempts, Results } from './attempt-all.ts';
import { failedWith, type OutcomeOf } from './report-on.ts';

/** How the switching ended: either `live` of every function was moved, or all that were went back. */
export type Switching =
  | { readonly isSwitched: true; readonly moved: Results<MovedAlias> }
  | { readonly isSwitched: false; readonly outcomeOf: OutcomeOf };

/** Moves `live` of all functions: all that comes after the barrier. When one fails, all go back. */
export async function switchAll(
  application: Application,
  prepared: Results<PreparedVersion>,
): Promise<Switching> {
  const movement = await moveAll(application, prepared);
  return movement.failures.size === 0
    ? { isSwitched: true, moved: movement.succeeded }
    : { isSwitched: false, outcomeOf: await undo(application, movement) };
}

function moveAll(
  application: Application,
  prepared: Results<PreparedVersion>,
): Promise<Attempts<MovedAlias>> {
  const { store, emit } = application;
  return attemptWith(application, prepared, async (version) => {
    const moved = await store.moveLive(version);
    const { functionName, previousVersion, additionalVersionWeights } = moved;
    const versions = { version: moved.version, previousVersion, additionalVersionWeights };
    emit({ type: 'switched', functionName, ...versions });
    return moved;
  });
}

/** Puts back what was switched, since not everything was. */
async function undo(application: Application, movement: Attempts<MovedAlias>): Promise<OutcomeOf> {
  const back = await putBackAll(application, movement.succeeded);
  const failures = new Map([...movement.failures, ...back.failures]);
  const live = await readLiveVersions(application, [...failures.keys()]);
  return (change) =>
    back.succeeded.has(change)
      ? { outcome: 'put-back' }
      : { ...failedWith(failures.get(change)), ...live.get(change) };
}

function putBackAll(
  application: Application,
  moved: Results<MovedAlias>,
): Promise<Attempts<MovedAlias>> {
  const { store, emit } = application;
  return attemptWith(application, moved, async (alias) => {
    await store.putBack(alias);
    const { functionName, previousVersion } = alias;
    emit({ type: 'put-back', functionName, version: previousVersion });
    return alias;
  });
}

/** What `live` names after a switch or its undoing failed: what was meant says nothing any more. */
async function readLiveVersions(
  { store }: Application,
  changes: readonly FunctionChange[],
): Promise<Results<{ readonly liveVersion: string | undefined }>> {
  const entries = changes.map(async (change) => {
    const liveVersion = await store
      .readLiveVersion(change.functionName)
      .catch(() => 'unknown: it cannot be read');
    return [change, { liveVersion }] as const;
  });
  return new Map(await Promise.all(entries));
}
