import {
  runsSameCode,
  type ArtifactManifest,
  type BuildChoice,
  type BuiltCandidate,
  type Candidate,
} from '@tooling/core';
import { buildLambdas, changedFilesSince, type Workspace } from '@tooling/workspace';
import pLimit from 'p-limit';
import { explainBuild, readBuilt, type BuildTask } from './explain-build.ts';
import { changedInputsSince } from './known-artifacts.ts';

const taskOf = (root: string, { wanted, graphHash }: Candidate): BuildTask => ({
  root,
  directory: wanted.directory,
  hash: graphHash,
});

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
    const artifact = await readBuilt(taskOf(root, candidate));
    if (artifact === undefined) {
      return { ...candidate, failure: await explainBuild(taskOf(root, candidate), run) };
    }
    const changedInputs = await findChangedInputs(root, candidate, artifact, changedFiles);
    return { ...candidate, artifact, changedInputs };
  });
}
