import type { FunctionHistory, PublishedVersion } from '../apply/version-store.ts';
import { isOwnedBy, type Ownership } from '../ownership.ts';
import { pinOf } from '../pin.ts';
import { liveAlias, liveAliasOf, moveOf } from './live-alias.ts';

/** A version of a function's history. */
export interface HistoricVersion extends PublishedVersion {
  readonly kind: 'version';
  /** Share of the traffic through `live`, 0 to 1; absent when it has none. */
  readonly traffic?: number | undefined;
  readonly isPinned: boolean;
  /** Names of other aliases that name it, or give it a share. */
  readonly aliases: readonly string[];
}

/** Numbers that are not there any more: versions are deleted, and numbers never used again. */
export interface DeletedVersions {
  readonly kind: 'deleted';
  readonly first: string;
  readonly last: string;
}

/** What AWS knows of a function's past, put together. Written as JSON with `--json`. */
export interface HistoryView {
  readonly functionName: string;
  readonly isOurs: boolean;
  readonly liveVersion?: string | undefined;
  /** ISO 8601, since when `live` names it; absent when somebody moved it by hand. */
  readonly liveSince?: string | undefined;
  /** What `live` named before. */
  readonly previousVersion?: string | undefined;
  readonly pinnedVersion?: string | undefined;
  /** Newest first. */
  readonly entries: readonly (HistoricVersion | DeletedVersions)[];
  /** Versions that are older than those shown. */
  readonly olderVersions: number;
}

/**
 * A function's history, with what each version is to it now.
 *
 * @param limit - how many of the newest versions; what serves is shown all the same
 */
export function describeHistory(
  history: FunctionHistory,
  ownership: Ownership,
  limit: number,
): HistoryView {
  const live = liveAliasOf(history);
  const move = live && moveOf(live);
  const traffic = trafficOf(history);
  const shown = history.versions.filter(
    ({ version }, index) => index < limit || traffic.has(version),
  );
  return {
    functionName: history.functionName,
    isOurs: isOwnedBy(history.tags, ownership),
    liveVersion: live?.version,
    liveSince: move?.at,
    previousVersion: move?.previousVersion,
    pinnedVersion: pinOf(history.tags)?.version,
    entries: withGaps(history.versions, shown).map((entry) =>
      'kind' in entry ? entry : describeVersion(history, entry, traffic),
    ),
    olderVersions: history.versions.length - shown.length,
  };
}

function describeVersion(
  { tags, aliases }: FunctionHistory,
  version: PublishedVersion,
  traffic: ReadonlyMap<string, number>,
): HistoricVersion {
  const named = aliases.filter(
    (alias) =>
      alias.name !== liveAlias &&
      (alias.version === version.version ||
        Object.hasOwn(alias.additionalVersionWeights ?? {}, version.version)),
  );
  return {
    kind: 'version',
    ...version,
    traffic: traffic.get(version.version),
    isPinned: pinOf(tags)?.version === version.version,
    aliases: named.map(({ name }) => name).sort(),
  };
}

/** Shares of the traffic through `live`; what its own version has is what the others leave. */
function trafficOf(history: FunctionHistory): ReadonlyMap<string, number> {
  const live = liveAliasOf(history);
  if (live === undefined) return new Map();
  const weights = Object.entries(live.additionalVersionWeights ?? {});
  const rest = weights.reduce((share, [, weight]) => share - weight, 1);
  return new Map([...weights, [live.version, Math.round(rest * 1e6) / 1e6]]);
}

/** The versions shown, and between them the numbers that are gone: those left out are not gone. */
function withGaps(
  all: readonly PublishedVersion[],
  shown: readonly PublishedVersion[],
): readonly (PublishedVersion | DeletedVersions)[] {
  const numbers = all.map(({ version }) => Number(version));
  return shown.flatMap((one) => {
    const number = Number(one.version);
    const next = numbers.find((other) => other < number) ?? 0;
    if (number - next <= 1) return [one];
    return [one, { kind: 'deleted', first: String(next + 1), last: String(number - 1) }];
  });
}
