import { describeFailure, type Failure, type FunctionChange } from '@tooling/core';
import pLimit from 'p-limit';

/** Functions worked on at once: the quota is the limit, this only bounds the zips in memory. */
const attemptedAtOnce = 16;

export type Results<Value, Item = FunctionChange> = ReadonlyMap<Item, Value>;

export interface Attempts<Value, Item = FunctionChange> {
  readonly succeeded: Results<Value, Item>;
  readonly failures: Results<Failure, Item>;
}

export interface AttemptOptions<Value, Item = FunctionChange> {
  readonly run: (item: Item) => Promise<Value>;
  /** Told of each failure, at once. */
  readonly onFailure: (item: Item, failure: Failure) => void;
  /** What a failure really was, where somebody knows better. */
  readonly explain: (error: unknown) => unknown;
  /** Asked before each: what is refused has neither succeeded nor failed. */
  readonly mayBegin?: () => boolean;
}

/** Runs something for every change, or other item; one that fails ends none of the others. */
export async function attemptAll<Value, Item = FunctionChange>(
  items: Iterable<Item>,
  { run, onFailure, explain, mayBegin = () => true }: AttemptOptions<Value, Item>,
): Promise<Attempts<Value, Item>> {
  const limit = pLimit(attemptedAtOnce);
  const succeeded = new Map<Item, Value>();
  const failures = new Map<Item, Failure>();
  await limit.map(items, async (item) => {
    if (!mayBegin()) return;
    try {
      succeeded.set(item, await run(item));
    } catch (error) {
      const failure = describeFailure(explain(error));
      failures.set(item, failure);
      onFailure(item, failure);
    }
  });
  return { succeeded, failures };
}
