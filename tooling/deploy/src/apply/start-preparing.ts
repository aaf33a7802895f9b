import {
  describeFailure,
  type Failure,
  type FunctionChange,
  type FunctionPlan,
  type PreparedVersion,
} from '@tooling/core';
import pLimit from 'p-limit';
import type { Preparation } from './application.ts';
import type { Attempts } from './attempt-all.ts';
import { smokeTest } from './smoke-test.ts';

// Each waits for AWS most of the time, and has no zip in memory then: the quota is the limit.
const preparedAtOnce = 64;

/** Functions that are being prepared while others are still being built. */
export interface Preparing {
  /**
   * The same as soon as it is planned, where nothing has to be known of the others for it: whether
   * alarms are there is asked for all of them at once.
   */
  readonly onPlanned: (planned: FunctionPlan) => void;
  /** Publishes a version of a function that is to have one, and tries it; once. Nothing is switched. */
  readonly begin: (planned: FunctionPlan) => void;
  /** All that was begun, when it is over. From then on nothing is begun any more. */
  finish(): Promise<Attempts<PreparedVersion>>;
}

/**
 * All that comes before the barrier. It touches only $LATEST, so it needs no word from the other
 * functions: what is never switched costs nothing, and the next run finds it done.
 */
export function startPreparing(preparation: Preparation): Preparing {
  const { store, zipOf, emit, explain, signal } = preparation;
  const limit = pLimit(preparedAtOnce);
  const begun = new Map<FunctionChange, Promise<void>>();
  const succeeded = new Map<FunctionChange, PreparedVersion>();
  const failures = new Map<FunctionChange, Failure>();
  let isOver = false;

  const prepare = async (change: FunctionChange) => {
    if (signal.aborted) return;
    const { functionName } = change;
    try {
      const prepared = await store.prepare(change, zipOf(change), (step) => {
        emit({ type: 'step', functionName, step });
      });
      await smokeTest(preparation, change, prepared);
      succeeded.set(change, prepared);
      emit({ type: 'prepared', functionName, version: prepared.version });
    } catch (error) {
      const failure = describeFailure(explain(error));
      failures.set(change, failure);
      emit({ type: 'failed', functionName, failure });
    }
  };
  const begin = (planned: FunctionPlan) => {
    if (isOver || !isPublished(planned) || begun.has(planned)) return;
    begun.set(
      planned,
      limit(() => prepare(planned)),
    );
  };
  return {
    onPlanned: (planned) => {
      if (isPublished(planned) && planned.switching.alarms.length === 0) begin(planned);
    },
    begin,
    async finish() {
      isOver = true;
      await Promise.all(begun.values());
      return { succeeded, failures };
    },
  };
}

const isPublished = (planned: FunctionPlan): planned is FunctionChange =>
  (planned.action === 'create' || planned.action === 'update') && planned.publishes;
