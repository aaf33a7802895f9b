import type { FunctionHistory } from '../apply/version-store.ts';
import { pinOf } from '../pin.ts';
import { switchingVersionOf } from '../switching.ts';
import { liveAliasOf, moveOf } from './live-alias.ts';

/**
 * The versions that can be deleted, oldest first: all of ours but the newest few, and but those that
 * something still needs. What somebody published by hand is not ours to delete.
 *
 * @param keep - how many of the newest to keep
 */
export function choosePrunable(history: FunctionHistory, keep: number): readonly string[] {
  const needed = neededVersions(history);
  return history.versions
    .filter(({ provenance }) => provenance !== undefined)
    .slice(keep)
    .map(({ version }) => version)
    .filter((version) => !needed.has(version))
    .toReversed();
}

/** What aliases name, also as the smaller part of the traffic; the pin; what a rollback would go to. */
function neededVersions(history: FunctionHistory): ReadonlySet<string> {
  const { tags, aliases } = history;
  const live = liveAliasOf(history);
  const noted = [
    pinOf(tags)?.version,
    switchingVersionOf(tags),
    live && moveOf(live)?.previousVersion,
  ];
  return new Set([
    ...aliases.flatMap(({ version, additionalVersionWeights = {} }) => [
      version,
      ...Object.keys(additionalVersionWeights),
    ]),
    ...noted.filter((version) => version !== undefined),
  ]);
}
