import {
  describeFailure,
  exitCodes,
  worstExitCode,
  type DeployEvent,
  type Failure,
  type FunctionChange,
  type FunctionOutcome,
  type FunctionPlan,
  type FunctionStore,
  type MovedAlias,
  type Plan,
  type PreparedVersion,
  type Report,
} from '@tooling/core';
import pLimit from 'p-limit';

export interface Application {
  readonly plan: Plan;
  readonly store: FunctionStore;
  readonly readZip: (change: FunctionChange) => Promise<Uint8Array>;
  readonly emit: (event: DeployEvent) => void;
  /** Aborted: what is begun is finished, nothing more is begun, and nothing is switched. */
  readonly signal: AbortSignal;
}

/** Functions prepared at once: the quota is the limit, this only bounds the zips in memory. */
const preparedAtOnce = 16;

type Results<Value> = ReadonlyMap<FunctionChange, Value>;

interface Attempts<Value> {
  readonly succeeded: Results<Value>;
  readonly failures: Results<Failure>;
}

/**
 * Runs something for every change, at most so many at once; failures are events and end no sibling.
 *
 * @param mayBegin - asked before each: what is refused is neither succeeded nor failed
 */
async function attemptAll<Value>(
  changes: readonly FunctionChange[],
  { emit }: Application,
  run: (change: FunctionChange) => Promise<Value>,
  mayBegin: () => boolean = () => true,
): Promise<Attempts<Value>> {
  const limit = pLimit(preparedAtOnce);
  const succeeded = new Map<FunctionChange, Value>();
  const failures = new Map<FunctionChange, Failure>();
  await limit.map(changes, async (change) => {
    if (!mayBegin()) return;
    try {
      succeeded.set(change, await run(change));
    } catch (error) {
      const failure = describeFailure(error);
      failures.set(change, failure);
      emit({ type: 'failed', functionName: change.functionName, failure });
    }
  });
  return { succeeded, failures };
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
  return attemptAll(changes, application, prepare, () => !signal.aborted);
}

function moveAll(
  application: Application,
  prepared: Results<PreparedVersion>,
): Promise<Attempts<MovedAlias>> {
  const { store, emit } = application;
  return attemptAll([...prepared.keys()], application, async (change) => {
    const version = prepared.get(change);
    if (version === undefined) throw new Error(`${change.functionName} is not prepared`);
    const moved = await store.moveLive(version);
    const { functionName, previousVersion } = moved;
    emit({ type: 'switched', functionName, version: moved.version, previousVersion });
    return moved;
  });
}

function putBackAll(
  application: Application,
  moved: Results<MovedAlias>,
): Promise<Attempts<MovedAlias>> {
  const { store, emit } = application;
  return attemptAll([...moved.keys()], application, async (change) => {
    const alias = moved.get(change);
    if (alias === undefined) throw new Error(`${change.functionName} was not switched`);
    await store.putBack(alias);
    const { functionName, previousVersion } = alias;
    emit({ type: 'put-back', functionName, version: previousVersion });
    return alias;
  });
}

type OutcomeOf = (change: FunctionChange) => Partial<FunctionOutcome> | undefined;

function reportOn(
  { plan, signal }: Application,
  otherwise: FunctionOutcome['outcome'],
  outcomeOf: OutcomeOf,
): Report {
  const functions = plan.functions.map((planned): FunctionOutcome => {
    const { lambda, functionName } = planned;
    const base = { lambda, functionName };
    if (planned.action === 'none') {
      return { ...base, outcome: 'unchanged', liveVersion: planned.liveVersion };
    }
    if (planned.action === 'blocked')
      return { ...base, outcome: 'failed', failure: planned.failure };
    return { ...base, outcome: otherwise, liveVersion: planned.liveVersion, ...outcomeOf(planned) };
  });
  const { service, stage, account, region, commit } = plan;
  // Once the switching has begun it is finished, whatever is pressed.
  const interrupted = signal.aborted && otherwise === 'skipped';
  const codes = functions.flatMap(({ failure }) => failure?.exitCode ?? []);
  const exitCode = worstExitCode(interrupted ? [...codes, exitCodes.functionFailed] : codes);
  return { service, stage, account, region, commit, functions, interrupted, exitCode };
}

const failedWith = (failure: Failure | undefined): Partial<FunctionOutcome> | undefined =>
  failure && { outcome: 'failed', failure };

const isChange = (planned: FunctionPlan): planned is FunctionChange =>
  planned.action === 'create' || planned.action === 'update';

async function apply(application: Application): Promise<Report> {
  const { plan, store } = application;
  const changes = plan.functions.filter(isChange);
  if (plan.functions.some(({ action }) => action === 'blocked')) {
    return reportOn(application, 'skipped', () => undefined);
  }

  const publishing = changes.filter(({ publishes }) => publishes);
  const preparation = await prepareAll(application, publishing);
  // The barrier: one function that is not ready keeps all of them from being switched.
  if (preparation.failures.size > 0 || application.signal.aborted) {
    return reportOn(application, 'skipped', (change) => {
      if (preparation.succeeded.has(change)) return { outcome: 'prepared' };
      return failedWith(preparation.failures.get(change));
    });
  }

  const movement = await moveAll(application, preparation.succeeded);
  if (movement.failures.size > 0) {
    const back = await putBackAll(application, movement.succeeded);
    return reportOn(application, 'prepared', (change) => {
      const failure = movement.failures.get(change) ?? back.failures.get(change);
      if (back.succeeded.has(change)) return { outcome: 'put-back' };
      return failedWith(failure);
    });
  }

  const attributes = await attemptAll(changes, application, (change) =>
    store.applyAttributes(change),
  );
  return reportOn(application, 'deployed', (change) => {
    const moved = movement.succeeded.get(change);
    const live = { liveVersion: moved?.version ?? change.liveVersion };
    const failure = attributes.failures.get(change);
    return { ...live, previousVersion: moved?.previousVersion, ...failedWith(failure) };
  });
}

/**
 * Carries out a plan: prepares all functions, then switches all of them, then their attributes.
 * Never throws for what one function failed with; the report says it.
 */
export async function applyPlan(application: Application): Promise<Report> {
  const report = await apply(application);
  application.emit({ type: 'finished', report });
  return report;
}
