import { UserError } from './user-error.ts';

/** Several errors as one, so that nobody fixes files one run at a time. */
export function joinErrors(errors: readonly [UserError, ...UserError[]]): UserError {
  if (errors.length === 1) return errors[0];
  const problems = errors.flatMap(({ message, subject, problems: inner }) => {
    if (inner.length === 0) return [message];
    return inner.map((problem) => (subject === undefined ? problem : `${subject}: ${problem}`));
  });
  return new UserError('CONFIG_INVALID', 'several configuration files are not valid', { problems });
}

/**
 * Maps all items, also when it fails for some.
 *
 * @throws UserError with everything that failed; anything else that was thrown as it is
 */
export function mapAll<Item, Value>(
  items: readonly Item[],
  map: (item: Item) => Value,
): readonly Value[] {
  const errors: UserError[] = [];
  const values: Value[] = [];
  for (const item of items) {
    try {
      values.push(map(item));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
    }
  }
  const [first, ...others] = errors;
  if (first !== undefined) throw joinErrors([first, ...others]);
  return values;
}
