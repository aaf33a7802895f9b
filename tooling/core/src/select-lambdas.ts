import { UserError } from './errors/user-error.ts';
import { suggest } from './suggest.ts';

/**
 * The lambdas of these names; all of them when no name is given.
 *
 * @throws UserError UNKNOWN_LAMBDA with the nearest name, for every unknown one at once
 */
export function selectLambdas<Named extends { readonly name: string }>(
  lambdas: readonly Named[],
  names: readonly string[],
): readonly Named[] {
  if (names.length === 0) return lambdas;
  const known = new Set(lambdas.map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  const [first] = unknown;
  if (first !== undefined) {
    throw new UserError(
      'UNKNOWN_LAMBDA',
      `there is no lambda ${unknown.map((name) => `"${name}"`).join(', ')}`,
      { hint: suggest(first, [...known], 'lambdas are the directories under lambdas/') },
    );
  }
  const wanted = new Set(names);
  return lambdas.filter(({ name }) => wanted.has(name));
}
