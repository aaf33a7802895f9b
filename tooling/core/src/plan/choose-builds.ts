import type { ArtifactManifest } from '../artifact-manifest.ts';
import type { LiveFunction, FunctionState } from '../live-function.ts';
import type { WantedFunction } from '../wanted-function.ts';
import { compareAttributes, compareSettings } from './compare-settings.ts';

/** What is known of one lambda before anything is built. */
export interface Candidate {
  readonly wanted: WantedFunction;
  /** turbo's hash of its build task. */
  readonly graphHash: string;
  readonly state: FunctionState;
}

export interface BuildChoice {
  readonly candidate: Candidate;
  /** False: what is live is known to be what would be built. */
  readonly build: boolean;
}

/** Whether the code of the live version is the one that its provenance speaks of. */
export function isUntouchedBuild(live: LiveFunction): boolean {
  return live.provenance?.artifact === live.codeSha256;
}

/**
 * Whether an artifact is what the live version runs. A comment moves lines, which changes the source
 * map and so the zip, and not one byte of what runs; the live map still fits the live commit.
 */
export function runsSameCode(live: LiveFunction, artifact: ArtifactManifest): boolean {
  if (live.codeSha256 === artifact.digest) return true;
  return isUntouchedBuild(live) && live.provenance?.code === artifact.codeDigest;
}

function isUpToDate({ wanted, graphHash, state }: Candidate): boolean {
  if (state.kind !== 'live') return false;
  const { live } = state;
  return (
    live.provenance?.graphHash === graphHash &&
    isUntouchedBuild(live) &&
    live.provenance.description === wanted.descriptionHash &&
    compareSettings(live.settings, wanted.settings).length === 0 &&
    compareAttributes(live.attributes, wanted.attributes).length === 0
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
    // What cannot be read is blocked, whatever a build would give.
    build: candidate.state.kind !== 'unreadable' && (verify || !isUpToDate(candidate)),
  }));
}
