import type {
  DeployEvent,
  FunctionChange,
  FunctionPlan,
  FunctionStore,
  MovedAlias,
  Plan,
  PreparedVersion,
  Report,
} from '@tooling/core';
import { attemptAll, type Attempts, type Results } from './attempt-all.ts';
import { failedWith, reportOn, type OutcomeOf } from './report-on.ts';

export interface Application {
  readonly plan: Plan;
  readonly store: FunctionStore;
  readonly readZip: (change: FunctionChange) => Promise<Uint8Array>;
  readonly emit: (event: DeployEvent) => void;
  /** What a failure really was, where the stage knows better than its answer says. */
  readonly explain: (error: unknown) => unknown;
  /** Aborted: what is begun is finished, nothing more is begun, and nothing is switched. */
  readonly signal: AbortSignal;
}

function attempt<Value>(
  { emit, explain }: Application,
  changes: Iterable<FunctionChange>,
  run: (change: FunctionChange) => Promise<Value>,
  mayBegin?: () => boolean,
): Promise<Attempts<Value>> {
  return attemptAll(changes, {
    run,
    explain,
    ...(mayBegin && { mayBegin }),
    onFailure: ({ functionName }, failure) => {
      emit({ type: 'failed', functionName, failure });
    },
  });
}

/** Runs something with what an earlier step left for each function. */
function attemptWith<Before, After>(
  application: Application,
  results: Results<Before>,
  run: (before: Before) => Promise<After>,
): Promise<Attempts<After>> {
  return attempt(application, results.keys(), (change) => run(results.get(change) as Before));
}

function prepareAll(
  application: Application,
  changes: readonly FunctionChange[],
): Promise<Attempts<PreparedVersion>> {
  const { store, readZip, emit, signal } = application;
  const prepare = async (change: FunctionChange) => {
    const { functionName } = change;
    const prepared = await store.prepare(change, await readZip(change), (step) => {
      emit({ type: 'step', functionName, step });
    });
    emit({ type: 'prepared', functionName, version: prepared.version });
    return prepared;
  };
  return attempt(application, changes, prepare, () => !signal.aborted);
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

const isChange = (planned: FunctionPlan): planned is FunctionChange =>
  planned.action === 'create' || planned.action === 'update';

async function apply(application: Application): Promise<Report> {
  const { plan, store, signal } = application;
  const report = (outcome: 'deployed' | 'skipped', interrupted: boolean, outcomeOf: OutcomeOf) =>
    reportOn({ plan, outcome, outcomeOf, interrupted });
  if (plan.functions.some(({ action }) => action === 'blocked')) {
    return report('skipped', signal.aborted, () => undefined);
  }

  const changes = plan.functions.filter(isChange);
  const preparation = await prepareAll(
    application,
    changes.filter(({ publishes }) => publishes),
  );
  // The barrier: one function that is not ready keeps all of them from being switched.
  if (preparation.failures.size > 0 || signal.aborted) {
    return report('skipped', signal.aborted, (change) =>
      preparation.succeeded.has(change)
        ? { outcome: 'prepared' }
        : failedWith(preparation.failures.get(change)),
    );
  }

  // Once the switching has begun it is finished, whatever is pressed.
  const movement = await moveAll(application, preparation.succeeded);
  if (movement.failures.size > 0) {
    return report('skipped', false, await undo(application, movement));
  }

  const attributes = await attempt(application, changes, (change) => store.applyAttributes(change));
  return report('deployed', false, (change) => ({
    liveVersion: movement.succeeded.get(change)?.version ?? change.liveVersion,
    ...failedWith(attributes.failures.get(change)),
  }));
}

/** Passes events on; whoever renders them cannot break the deploy, and is told off at its end. */
function shield(emit: Application['emit']) {
  const errors: unknown[] = [];
  return {
    errors,
    emit: (event: DeployEvent) => {
      try {
        emit(event);
      } catch (error) {
        errors.push(error);
      }
    },
  };
}

/**
 * Carries out a plan: prepares all functions, then switches all of them, then their attributes.
 * What a function failed with stands in the report and is not thrown.
 *
 * @throws what `emit` threw first, once everything is done
 */
export async function applyPlan(application: Application): Promise<Report> {
  const shielded = shield(application.emit);
  const report = await apply({ ...application, emit: shielded.emit });
  shielded.emit({ type: 'finished', report });
  if (shielded.errors.length > 0) throw shielded.errors[0];
  return report;
}
