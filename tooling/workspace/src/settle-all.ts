import { UserError } from '@tooling/core';

/** Several errors as one, so that nobody fixes files one run at a time. */
function joinErrors(errors: readonly [UserError, ...UserError[]]): UserError {
  if (errors.length === 1) return errors[0];
  const problems = errors.flatMap(({ message, subject, problems: inner }) => {
    if (inner.length === 0) return [message];
    return inner.map((problem) => (subject === undefined ? problem : `${subject}: ${problem}`));
  });
  return new UserError('CONFIG_INVALID', 'several configuration files are not valid', { problems });
}

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
