import {
  exitCodes,
  worstExitCode,
  type DeployEvent,
  type Failure,
  type FunctionHistory,
  type FunctionStore,
  type MovedAlias,
  type Pin,
  type PreparedVersion,
  type RollbackMove,
  type RollbackOutcome,
  type RollbackPlan,
  type RollbackReport,
  type VersionStore,
} from '@tooling/core';
import { attemptAll, type Attempts } from '../apply/attempt-all.ts';

export interface RollbackRun {
  readonly plan: RollbackPlan;
  /** By name of the function. */
  readonly histories: ReadonlyMap<string, FunctionHistory>;
  readonly store: FunctionStore;
  readonly versions: VersionStore;
  readonly emit: (event: DeployEvent) => void;
  /** What a failure really was, where the stage knows better than its answer says. */
  readonly explain: (error: unknown) => unknown;
  /** Aborted before anything is moved: then nothing is. */
  readonly signal: AbortSignal;
}

type OutcomeOf = (move: RollbackMove) => Partial<RollbackOutcome>;

/**
 * Carries out a rollback: checks all versions, pins what served, then moves `live` of all functions.
 * When one cannot be moved, all go back and so do the pins. What is killed in between is finished by
 * the same command again: pins alone change nothing that serves.
 */
export async function applyRollback(run: RollbackRun): Promise<RollbackReport> {
  const { plan, signal } = run;
  const moves = plan.functions.filter((planned) => planned.action === 'move');
  const skip: OutcomeOf = () => ({ outcome: 'skipped' });
  if (plan.functions.some(({ action }) => action === 'blocked')) return reportOn(run, skip);

  const preparation = await prepareAll(run, moves);
  const pinning = await (preparation.failures.size > 0 || signal.aborted
    ? undefined
    : pinAll(run, moves));
  if (pinning === undefined || pinning.failures.size > 0) {
    const restoring = await restorePins(run, pinning?.succeeded.keys() ?? []);
    const failures = new Map([
      ...restoring.failures,
      ...preparation.failures,
      ...(pinning?.failures ?? []),
    ]);
    return reportOn(run, (move) => failedWith(failures.get(move)) ?? { outcome: 'skipped' });
  }

  // Once the moving has begun it is finished, whatever is pressed.
  const movement = await moveAll(run, preparation.succeeded);
  if (movement.failures.size > 0) return reportOn(run, await undo(run, moves, movement));
  const ending = await endSwitchings(run, moves);
  return reportOn(run, (move) => ({
    outcome: 'rolled-back',
    liveVersion: move.to.version,
    pinnedVersion: move.pin?.version,
    ...failedWith(ending.failures.get(move)),
  }));
}

const failedWith = (failure: Failure | undefined): Partial<RollbackOutcome> | undefined =>
  failure && { outcome: 'failed', failure };

function attempt<Value>(
  { emit, explain }: RollbackRun,
  moves: Iterable<RollbackMove>,
  work: (move: RollbackMove) => Promise<Value>,
): Promise<Attempts<Value, RollbackMove>> {
  return attemptAll(moves, {
    run: work,
    explain,
    onFailure: ({ functionName }, failure) => {
      emit({ type: 'failed', functionName, failure });
    },
  });
}

function prepareAll(run: RollbackRun, moves: readonly RollbackMove[]) {
  return attempt(run, moves, ({ functionName, to }) => {
    const history = run.histories.get(functionName);
    if (history === undefined) throw new Error(`${functionName} was planned and never read`);
    return run.versions.prepareVersion(history, to.version);
  });
}

/** Before anything moves: a pipeline in between must not deploy what is being rolled back. */
function pinAll({ versions, emit, ...rest }: RollbackRun, moves: readonly RollbackMove[]) {
  return attempt({ versions, emit, ...rest }, moves, ({ functionName, pin, pinBefore }) =>
    setPin({ versions, emit }, functionName, { pin, before: pinBefore }),
  );
}

function moveAll(run: RollbackRun, prepared: ReadonlyMap<RollbackMove, PreparedVersion>) {
  return attempt(run, prepared.keys(), async (move) => {
    const moved = await run.store.moveLive(prepared.get(move) as PreparedVersion);
    const { functionName, version, previousVersion, additionalVersionWeights } = moved;
    const versions = { version, previousVersion, additionalVersionWeights };
    run.emit({ type: 'switched', functionName, ...versions });
    return moved;
  });
}

/** Nobody goes on with the steps of a switch that was rolled back. */
function endSwitchings(run: RollbackRun, moves: readonly RollbackMove[]) {
  const marked = moves.filter(({ switchingVersion }) => switchingVersion !== undefined);
  return attempt(run, marked, ({ functionName, switchingVersion = '' }) =>
    run.versions.endSwitching(functionName, switchingVersion),
  );
}

interface PinChange {
  readonly pin: Pin | undefined;
  readonly before: Pin | undefined;
}

/** Makes one pin of another, and says so. */
async function setPin(
  { versions, emit }: Pick<RollbackRun, 'versions' | 'emit'>,
  functionName: string,
  { pin, before }: PinChange,
): Promise<void> {
  if (pin !== undefined) {
    await versions.pin(functionName, pin);
    emit({ type: 'pinned', functionName, version: pin.version });
  } else if (before !== undefined) {
    await versions.unpin(functionName, before.version);
    emit({ type: 'pin-removed', functionName, version: before.version });
  }
}

/** The pins as they were. */
function restorePins(run: RollbackRun, moves: Iterable<RollbackMove>) {
  const changed = [...moves].filter(
    ({ pin, pinBefore }) =>
      pin?.version !== pinBefore?.version || pin?.digest !== pinBefore?.digest,
  );
  return attempt(run, changed, ({ functionName, pin, pinBefore }) =>
    setPin(run, functionName, { pin: pinBefore, before: pin }),
  );
}

/** Puts back what was moved, since not everything was. */
async function undo(
  run: RollbackRun,
  moves: readonly RollbackMove[],
  movement: Attempts<MovedAlias, RollbackMove>,
): Promise<OutcomeOf> {
  const { store, emit } = run;
  const back = await attempt(run, movement.succeeded.keys(), async (move) => {
    const moved = movement.succeeded.get(move) as MovedAlias;
    await store.putBack(moved);
    emit({ type: 'put-back', functionName: move.functionName, version: moved.previousVersion });
  });
  const restoring = await restorePins(
    run,
    moves.filter((move) => !back.failures.has(move)),
  );
  const failures = new Map([...movement.failures, ...back.failures]);
  const live = new Map<RollbackMove, string | undefined>();
  for (const move of failures.keys()) live.set(move, await readLiveVersion(store, move));
  return (move) =>
    back.succeeded.has(move)
      ? { ...failedWith(restoring.failures.get(move)), outcome: 'put-back' }
      : { ...failedWith(failures.get(move)), liveVersion: live.get(move) };
}

const readLiveVersion = (store: FunctionStore, { functionName }: RollbackMove) =>
  store.readLiveVersion(functionName).catch(() => 'unknown: it cannot be read');

function reportOn({ plan, signal }: RollbackRun, outcomeOf: OutcomeOf): RollbackReport {
  const functions = plan.functions.map((planned): RollbackOutcome => {
    const { lambda, functionName } = planned;
    if (planned.action === 'move') {
      const { version } = planned.from;
      const base = { lambda, functionName, liveVersion: version, previousVersion: version };
      return { ...base, outcome: 'skipped', ...outcomeOf(planned) };
    }
    const { liveVersion } = planned;
    const base = { lambda, functionName, liveVersion, previousVersion: liveVersion };
    return planned.action === 'none'
      ? { ...base, outcome: 'unchanged' }
      : { ...base, outcome: 'failed', failure: planned.failure };
  });
  const interrupted = signal.aborted && functions.some(({ outcome }) => outcome === 'skipped');
  const codes = functions.flatMap(({ failure }) => failure?.exitCode ?? []);
  const exitCode = worstExitCode(interrupted ? [...codes, exitCodes.functionFailed] : codes);
  const { service, stage, account, region } = plan;
  return { service, stage, account, region, functions, interrupted, exitCode };
}
