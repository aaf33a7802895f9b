import type { ArtifactManifest } from '../artifact-manifest.ts';
import type { LiveFunction } from '../live-function.ts';
import type { Candidate } from './candidate.ts';
import { compareFrozen } from './compare-function.ts';

/** As much of a published version as says what it is. */
export type Published = Pick<LiveFunction, 'codeSha256' | 'settings' | 'provenance'>;

/** In the place of digests and of the graph hash of what is not built here: a container image. */
export const imageProvenance = 'image';

type Built = Omit<Published, 'settings'>;

/** Whether the code of a version is the one that its provenance speaks of. */
export function isUntouchedBuild({ codeSha256, provenance }: Built): boolean {
  return provenance?.artifact === codeSha256 || provenance?.artifact === imageProvenance;
}

/**
 * Whether an artifact is what a version runs. A comment moves lines, which changes the source map
 * and so the zip, and not one byte of what runs; the live map still fits the live commit.
 */
export function runsSameCode(built: Built, artifact: ArtifactManifest): boolean {
  if (built.codeSha256 === artifact.digest) return true;
  return isUntouchedBuild(built) && built.provenance?.code === artifact.codeDigest;
}

/** Whether a version was made of these very sources and this configuration. */
export function isMadeOf(published: Published, { wanted, graphHash }: Candidate): boolean {
  return (
    published.provenance?.graphHash === graphHash &&
    isUntouchedBuild(published) &&
    compareFrozen(published, wanted).length === 0
  );
}
