import { parseAliasMove, type AliasMove } from '../alias-move.ts';
import type { FunctionAlias, FunctionHistory, PublishedVersion } from '../apply/version-store.ts';

/** The alias that serves. Triggers and callers name it, never a version. */
export const liveAlias = 'live';

/** The alias `live` of a function that has one. */
export const liveAliasOf = ({ aliases }: FunctionHistory): FunctionAlias | undefined =>
  aliases.find(({ name }) => name === liveAlias);

/**
 * How `live` came to name what it names. Undefined when nobody wrote it down, or when somebody moved
 * the alias since and left our text where it was.
 */
export function moveOf({ version, description }: FunctionAlias): AliasMove | undefined {
  const move = parseAliasMove(description);
  return move?.version === undefined || move.version === version ? move : undefined;
}

/**
 * The newest version that has traffic. In the middle of a canary that is the new one, which has a
 * part of it.
 */
export function newestServing({ version, additionalVersionWeights = {} }: FunctionAlias): string {
  const weighted = Object.keys(additionalVersionWeights);
  return [version, ...weighted].reduce((one, other) => (Number(other) > Number(one) ? other : one));
}

/** Whether `live` has named nothing else before: the text says so, or there is nothing older. */
export function isFirstLive({ versions }: FunctionHistory, live: FunctionAlias): boolean {
  if (newestServing(live) !== live.version) return false;
  const move = moveOf(live);
  if (move !== undefined) return move.previousVersion === undefined;
  return !versions.some(({ version }) => Number(version) < Number(live.version));
}

export const findVersion = (
  { versions }: FunctionHistory,
  number: string | undefined,
): PublishedVersion | undefined => versions.find(({ version }) => version === number);
