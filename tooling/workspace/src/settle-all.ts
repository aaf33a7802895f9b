import { joinErrors, UserError } from '@tooling/core';

/** What came of several promises. */
export interface Settled<Value> {
  readonly values: readonly Value[];
  readonly errors: readonly UserError[];
}

/**
 * The values of those promises that have one, and what the others failed with, once all are settled.
 *
 * @throws whatever a promise failed with that no user can act on
 */
export async function settlePartly<Value>(
  promises: readonly Promise<Value>[],
): Promise<Settled<Value>> {
  const results = await Promise.allSettled(promises);
  const errors: UserError[] = [];
  const values: Value[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') values.push(result.value);
    else if (result.reason instanceof UserError) errors.push(result.reason);
    else throw result.reason;
  }
  return { values, errors };
}

/**
 * The values of all promises, once all of them are settled.
 *
 * @throws UserError with everything that failed; anything else that was thrown as it is
 */
export async function settleAll<Value>(
  promises: readonly Promise<Value>[],
): Promise<readonly Value[]> {
  const { values, errors } = await settlePartly(promises);
  const [first, ...others] = errors;
  if (first !== undefined) throw joinErrors([first, ...others]);
  return values;
}
