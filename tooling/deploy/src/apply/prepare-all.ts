import type { FunctionChange, PreparedVersion } from '@tooling/core';
import { attempt, type Application } from './application.ts';
import type { Attempts } from './attempt-all.ts';
import { smokeTest } from './smoke-test.ts';

/**
 * Publishes a version of every function and tries it: all that comes before the barrier. Nothing is
 * switched.
 */
export function prepareAll(
  application: Application,
  changes: readonly FunctionChange[],
): Promise<Attempts<PreparedVersion>> {
  const { store, zipOf, emit, signal } = application;
  const prepare = async (change: FunctionChange) => {
    const { functionName } = change;
    const prepared = await store.prepare(change, zipOf(change), (step) => {
      emit({ type: 'step', functionName, step });
    });
    await smokeTest(application, change, prepared);
    emit({ type: 'prepared', functionName, version: prepared.version });
    return prepared;
  };
  return attempt(application, changes, prepare, () => !signal.aborted);
}
