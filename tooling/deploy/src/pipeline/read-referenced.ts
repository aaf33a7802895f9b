import {
  referencesOf,
  resolveReferences,
  type FunctionStore,
  type WantedFunction,
} from '@tooling/core';

/**
 * What is wanted, with the values of parameters and secrets that stand in it: nothing can be compared
 * with what is live before they are read.
 *
 * @throws UserError REFERENCE_MISSING with all that cannot be read
 */
export async function readReferenced(
  store: FunctionStore,
  wanted: readonly WantedFunction[],
): Promise<readonly WantedFunction[]> {
  const references = referencesOf(wanted);
  if (references.length === 0) return wanted;
  return resolveReferences(wanted, await store.readReferences(references));
}
