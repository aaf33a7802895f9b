import type { Failure, FunctionChange, MovedAlias, PreparedVersion } from '@tooling/core';
import { attempt, type Application } from './application.ts';
import type { Attempts, Results } from './attempt-all.ts';

/** What a run has done to `live` so far. */
export interface Moves {
  readonly prepared: Results<PreparedVersion>;
  /** How each function's `live` was left, as far as it was moved. */
  readonly moved: Map<FunctionChange, MovedAlias>;
  /** Functions that carry a note of being switched in steps. */
  readonly marked: Set<FunctionChange>;
}

const byName = ({ functionName: one }: FunctionChange, { functionName: other }: FunctionChange) =>
  one < other ? -1 : 1;

/**
 * Gives new versions a share of the traffic, 1 to 100 percent.
 *
 * With a barrier one after the other, in the order of names, and what comes after a first refusal is not
 * begun. So of two deploys that go on at once, the one that is refused has not taken what the other is
 * yet to move, whichever functions they share, and not both lose. It takes no longer as long as AWS
 * answers within the 66 ms that its quota of 15 requests a second leaves between two of them.
 */
export async function moveAll(
  application: Application,
  moves: Moves,
  shares: ReadonlyMap<FunctionChange, number>,
): Promise<Attempts<MovedAlias>> {
  const changes = [...shares.keys()].toSorted(byName);
  if (application.independent) return moveSome(application, moves, { changes, shares });
  const succeeded = new Map<FunctionChange, MovedAlias>();
  const failures = new Map<FunctionChange, Failure>();
  for (const change of changes) {
    const attempts = await moveSome(application, moves, { changes: [change], shares });
    for (const [moved, alias] of attempts.succeeded) succeeded.set(moved, alias);
    for (const [refused, failure] of attempts.failures) failures.set(refused, failure);
    if (failures.size > 0) break;
  }
  return { succeeded, failures };
}

interface Shares {
  readonly changes: readonly FunctionChange[];
  readonly shares: ReadonlyMap<FunctionChange, number>;
}

function moveSome(
  application: Application,
  { prepared, moved }: Moves,
  { changes, shares }: Shares,
): Promise<Attempts<MovedAlias>> {
  const { store, emit } = application;
  return attempt(application, changes, async (change) => {
    const version = ours(change, prepared.get(change) as PreparedVersion);
    const percent = shares.get(change);
    const alias = await store.moveLive(version, { percent, from: moved.get(change), change });
    const isFirst = !moved.has(change);
    moved.set(change, alias);
    emitMove(emit, alias, { isFirst });
    return alias;
  });
}

/** Takes what an interrupted run left as the first step of this one. */
export function resumeAll(
  { emit }: Application,
  { prepared, moved }: Moves,
  changes: readonly FunctionChange[],
  percent: number,
): void {
  for (const change of changes) {
    const {
      functionName,
      version,
      liveVersion,
      aliasRevisionId = '',
      aliasDescription,
    } = prepared.get(change) as PreparedVersion;
    moved.set(change, {
      functionName,
      version,
      previousVersion: liveVersion,
      previousDescription: aliasDescription,
      aliasRevisionId,
      percent,
    });
    const isResumed = true;
    emit({
      type: 'shifted',
      functionName,
      version,
      previousVersion: liveVersion,
      percent,
      isResumed,
    });
  }
}

/** The share that an interrupted run of ours gave is nobody's to be told of, or to be restored. */
function ours({ interrupted }: FunctionChange, prepared: PreparedVersion): PreparedVersion {
  const { additionalVersionWeights: weights = {} } = prepared;
  if (interrupted === undefined || !Object.hasOwn(weights, interrupted.version)) return prepared;
  return { ...prepared, additionalVersionWeights: undefined };
}

function emitMove(
  emit: Application['emit'],
  { functionName, version, previousVersion, percent, ...alias }: MovedAlias,
  { isFirst }: { readonly isFirst: boolean },
): void {
  if (percent < 100) {
    const isResumed = false;
    emit({ type: 'shifted', functionName, version, previousVersion, percent, isResumed });
    return;
  }
  const { isByOthers } = alias;
  const additionalVersionWeights = isFirst ? alias.additionalVersionWeights : undefined;
  const versions = { version, previousVersion, additionalVersionWeights };
  emit({ type: 'switched', functionName, ...versions, ...(isByOthers === true && { isByOthers }) });
}
