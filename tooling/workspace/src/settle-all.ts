import { joinErrors, UserError } from '@tooling/core';

/**
 * The values of all promises, once all of them are settled.
 *
 * @throws UserError with everything that failed; anything else that was thrown as it is
 */
export async function settleAll<Value>(
  promises: readonly Promise<Value>[],
): Promise<readonly Value[]> {
  const results = await Promise.allSettled(promises);
  const errors: UserError[] = [];
  const values: Value[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') values.push(result.value);
    else if (result.reason instanceof UserError) errors.push(result.reason);
    else throw result.reason;
  }
  const [first, ...others] = errors;
  if (first !== undefined) throw joinErrors([first, ...others]);
  return values;
}
