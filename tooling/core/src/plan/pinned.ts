import type { ArtifactManifest } from '../artifact-manifest.ts';
import type { PinnedVersion } from '../live-function.ts';
import type { Candidate } from './candidate.ts';
import { compareFrozen } from './compare-function.ts';
import { isMadeOf, runsSameCode } from './same-build.ts';

/**
 * The pin as far as this run has to respect it. It ends by `--unpin`, and once something newer was
 * deployed over what was rolled back to: then only the tag is left to remove.
 */
export function standingPin({ state, unpin = false }: Candidate): PinnedVersion | undefined {
  if (state.kind !== 'live' || unpin) return undefined;
  const { version, pin } = state.live;
  return pin === undefined || Number(version) > Number(pin.version) ? undefined : pin;
}

/** Whether a function carries a pin that is over: removing it is something to do. */
export function hasSpentPin(candidate: Candidate): boolean {
  const { state } = candidate;
  return (
    state.kind === 'live' && state.live.pin !== undefined && standingPin(candidate) === undefined
  );
}

/** First gate: whether the sources and the configuration are those of the version that is pinned. */
export function isPinnedBuild(candidate: Candidate): boolean {
  const published = standingPin(candidate)?.published;
  return published !== undefined && isMadeOf(published, candidate);
}

/** Second gate: whether what was built is the pinned version. Of one that is gone its digest is left. */
export function isPinnedArtifact(
  { digest, published }: PinnedVersion,
  { wanted }: Candidate,
  artifact: ArtifactManifest | undefined,
): boolean {
  if (published === undefined) return digest === artifact?.digest;
  const isSameCode = artifact === undefined || runsSameCode(published, artifact);
  return isSameCode && compareFrozen(published, wanted).length === 0;
}

/** Why nothing is deployed although something else is live. */
export const describePin = ({ version }: PinnedVersion): string =>
  `pinned: this is version ${version}, which was rolled back; --unpin deploys it again`;
