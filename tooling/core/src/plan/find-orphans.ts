import type { Ownership } from '../ownership.ts';
import type { Orphan } from './plan.ts';

/** A function in the account that carries this service's and stage's ownership tags. */
export interface OwnedFunction {
  readonly functionName: string;
  readonly ownership: Ownership;
}

/**
 * The functions that are ours and that no lambda of the repository stands for, sorted by name.
 *
 * @param functionNames - of all lambdas in this stage, also of those that a run leaves out
 */
export function findOrphans(
  owned: readonly OwnedFunction[],
  functionNames: readonly string[],
): readonly Orphan[] {
  const known = new Set(functionNames);
  return owned
    .filter(({ functionName }) => !known.has(functionName))
    .map(({ functionName, ownership }) => ({ functionName, lambda: ownership.lambda }))
    .toSorted((a, b) => (a.functionName < b.functionName ? -1 : 1));
}
