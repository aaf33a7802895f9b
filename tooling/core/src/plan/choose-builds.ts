import type { Candidate } from './candidate.ts';
import { compareLoose } from './compare-function.ts';
import { hasSpentPin, isPinnedBuild } from './pinned.ts';
import { isMadeOf } from './same-build.ts';

export interface BuildChoice {
  readonly candidate: Candidate;
  /** False: what is live is known to be what would be built. */
  readonly build: boolean;
}

function isUpToDate(candidate: Candidate): boolean {
  const { wanted, state } = candidate;
  if (state.kind !== 'live' || hasSpentPin(candidate)) return false;
  return (
    state.live.switching === undefined &&
    (isMadeOf(state.live, candidate) || isPinnedBuild(candidate)) &&
    compareLoose(state.live, wanted).length === 0
  );
}

/**
 * The first gate: which lambdas have to be built to know what to do. The evidence is what is live,
 * never a git diff.
 *
 * @param verify - trusts bytes alone: everything is built
 */
export function chooseBuilds(
  candidates: readonly Candidate[],
  { verify }: { readonly verify: boolean },
): readonly BuildChoice[] {
  return candidates.map((candidate) => ({
    candidate,
    build: mayBuild(candidate) && (verify || !isUpToDate(candidate)),
  }));
}

/** What cannot be read is blocked, whatever a build would give; and an image is built elsewhere. */
const mayBuild = ({ wanted, state }: Candidate): boolean =>
  state.kind !== 'unreadable' && wanted.settings.image === undefined;
