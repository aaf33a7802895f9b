import { join } from 'node:path';
import { readArtifact, readBuildFailure } from '@tooling/bundle';
import {
  describeFailure,
  runsSameCode,
  UserError,
  type ArtifactManifest,
  type BuildChoice,
  type BuiltCandidate,
  type Candidate,
  type Failure,
} from '@tooling/core';
import {
  buildLambdas,
  changedFilesSince,
  readBuildLog,
  type BuildRun,
  type Workspace,
} from '@tooling/workspace';
import pLimit from 'p-limit';
import { changedInputsSince } from './known-artifacts.ts';

/** The manifest in dist/, if it is what this very run was to build. */
async function readManifest(
  root: string,
  { wanted, graphHash }: Candidate,
): Promise<ArtifactManifest | undefined> {
  try {
    const { manifest } = await readArtifact(join(root, wanted.directory), wanted.directory);
    return manifest.taskHash === graphHash ? manifest : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What the build itself said; where it said nothing, its log, and turbo's words at last. */
async function describeBuild(root: string, candidate: Candidate, run: BuildRun): Promise<Failure> {
  const { lambda, directory } = candidate.wanted;
  const failure = await readBuildFailure(root, directory, candidate.graphHash);
  if (failure !== undefined) {
    const isNamed = failure.message.includes(lambda);
    return isNamed ? failure : { ...failure, message: `${lambda}: ${failure.message}` };
  }
  if (run.succeeded) {
    const message = `${lambda} changed while it was built`;
    const hint = 'run the same command again';
    return describeFailure(new UserError('BUILD_FAILED', message, { subject: directory, hint }));
  }
  const log = await readBuildLog(root, directory);
  const text = log.trim() === '' ? run.output : log;
  return describeFailure(
    new UserError('BUILD_FAILED', `${lambda} could not be built`, {
      subject: directory,
      problems: text.split('\n').filter((line) => line.trim() !== ''),
    }),
  );
}

type ChangedFiles = (commit: string) => ReturnType<typeof changedFilesSince>;

/** Asks git once a commit, however many lambdas are live from it. */
function rememberChangedFiles(root: string): ChangedFiles {
  const answers = new Map<string, ReturnType<typeof changedFilesSince>>();
  return (commit) => {
    const known = answers.get(commit) ?? changedFilesSince(root, commit);
    answers.set(commit, known);
    return known;
  };
}

/**
 * Which of a bundle's sources differ from those that are live: from what this checkout remembers,
 * else from git. Only for words.
 */
async function findChangedInputs(
  root: string,
  { state }: Candidate,
  manifest: ArtifactManifest,
  changedFiles: ChangedFiles,
): Promise<readonly string[] | undefined> {
  if (state.kind !== 'live' || runsSameCode(state.live, manifest)) return undefined;
  const { codeSha256, provenance } = state.live;
  const remembered = await changedInputsSince(root, codeSha256, manifest);
  if (remembered !== undefined || provenance === undefined) return remembered;
  const changed = await changedFiles(provenance.commit);
  if (changed === undefined) return undefined;
  return manifest.inputs
    .filter(({ path, bundledBytes }) => bundledBytes > 0 && changed.has(path))
    .map(({ path }) => path);
}

export interface BuildOptions {
  /** Bypasses turbo's cache: it trusts the hashes that verifying is meant to distrust. */
  readonly verify: boolean;
  readonly signal: AbortSignal;
}

// Artifacts are read whole, to check their digests: not a thousand at once.
const readAtOnce = 16;

/**
 * Builds what the first gate could not spare, and says for each lambda what came of it. A failed
 * build is a result, not an exception: the others go on.
 */
export async function buildCandidates(
  { root }: Workspace,
  choices: readonly BuildChoice[],
  { verify, signal }: BuildOptions,
): Promise<readonly BuiltCandidate[]> {
  const chosen = choices.filter(({ build }) => build).map(({ candidate }) => candidate.wanted);
  const run = await buildLambdas(root, chosen, { force: verify, signal });
  const changedFiles = rememberChangedFiles(root);
  return pLimit(readAtOnce).map(choices, async ({ candidate, build }): Promise<BuiltCandidate> => {
    if (!build) return candidate;
    const artifact = await readManifest(root, candidate);
    if (artifact === undefined) {
      return { ...candidate, failure: await describeBuild(root, candidate, run) };
    }
    const changedInputs = await findChangedInputs(root, candidate, artifact, changedFiles);
    return { ...candidate, artifact, changedInputs };
  });
}
