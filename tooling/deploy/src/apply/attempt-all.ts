import { describeFailure, type Failure, type FunctionChange } from '@tooling/core';
import pLimit from 'p-limit';

/** Functions worked on at once: the quota is the limit, this only bounds the zips in memory. */
const attemptedAtOnce = 16;

export type Results<Value> = ReadonlyMap<FunctionChange, Value>;

export interface Attempts<Value> {
  readonly succeeded: Results<Value>;
  readonly failures: Results<Failure>;
}

export interface AttemptOptions<Value> {
  readonly run: (change: FunctionChange) => Promise<Value>;
  /** Told of each failure, at once. */
  readonly onFailure: (change: FunctionChange, failure: Failure) => void;
  /** What a failure really was, where somebody knows better. */
  readonly explain: (error: unknown) => unknown;
  /** Asked before each: what is refused has neither succeeded nor failed. */
  readonly mayBegin?: () => boolean;
}

/** Runs something for every change; one that fails ends none of the others. */
export async function attemptAll<Value>(
  changes: Iterable<FunctionChange>,
  { run, onFailure, explain, mayBegin = () => true }: AttemptOptions<Value>,
): Promise<Attempts<Value>> {
  const limit = pLimit(attemptedAtOnce);
  const succeeded = new Map<FunctionChange, Value>();
  const failures = new Map<FunctionChange, Failure>();
  await limit.map(changes, async (change) => {
    if (!mayBegin()) return;
    try {
      succeeded.set(change, await run(change));
    } catch (error) {
      const failure = describeFailure(explain(error));
      failures.set(change, failure);
      onFailure(change, failure);
    }
  });
  return { succeeded, failures };
}
