import type { ArtifactManifest } from '../artifact-manifest.ts';
import type { Deploying } from './check-age.ts';
import type { BuildChoice } from './choose-builds.ts';
import { planFunction } from './plan-function.ts';

/**
 * Whether a function will be blocked unless its build gives just what is live: told before anything is
 * built, since the configuration, the stage and the day say it.
 */
export function isBlockedAnyhow({ candidate, build }: BuildChoice, deploying: Deploying): boolean {
  const { handler = '' } = candidate.wanted.settings;
  const artifact = build ? { ...unlikeAnyBuild, handler } : undefined;
  return planFunction({ ...candidate, artifact }, deploying).action === 'blocked';
}

const unlikeAnyBuild: ArtifactManifest = {
  manifestVersion: 1,
  digest: '',
  codeDigest: '',
  zipBytes: 0,
  unzippedBytes: 0,
  handler: '',
  format: 'esm',
  files: [],
  inputs: [],
  esbuildVersion: 'unknown',
  toolVersion: 'unknown',
};
