import {
  runsSameCode,
  type ArtifactManifest,
  type BuildChoice,
  type BuiltCandidate,
  type Candidate,
} from '@tooling/core';
import { changedFilesSince, type Workspace } from '@tooling/workspace';
import pLimit from 'p-limit';
import { buildWithServer } from '../build-server/build-with-server.ts';
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
  /** Whether artifacts may come from turbo's remote cache. */
  readonly remoteCache: boolean;
  readonly onCacheWarning: (warning: string) => void;
  readonly signal: AbortSignal;
}

// Artifacts are read whole, to check their digests: not a thousand at once.
const readAtOnce = 16;

/** Builds that are under way. */
export interface Building {
  /** In the order of the choices, each as soon as it is there. */
  readonly built: readonly Promise<BuiltCandidate>[];
  /** When turbo is gone, however it ended. */
  readonly ended: Promise<void>;
}

/**
 * Builds what the first gate could not spare, and says for each lambda what came of it. A failed build
 * is a result, not an exception: the others go on.
 */
export function buildCandidates(
  { root }: Workspace,
  choices: readonly BuildChoice[],
  { verify, remoteCache, onCacheWarning, signal }: BuildOptions,
): Building {
  const chosen = choices.flatMap(({ candidate, build }) => (build ? [candidate] : []));
  const limit = pLimit(readAtOnce);
  const changedFiles = rememberChangedFiles(root);
  const readCandidate = async (candidate: Candidate): Promise<BuiltCandidate | undefined> => {
    const artifact = await readBuilt(taskOf(root, candidate));
    if (artifact === undefined) return undefined;
    const changedInputs = await findChangedInputs(root, candidate, artifact, changedFiles);
    return { ...candidate, artifact, changedInputs };
  };
  const early = createLookout(chosen, (candidate) => limit(readCandidate, candidate));
  const run = buildWithServer(
    root,
    chosen.map(({ wanted }) => wanted),
    // What lies in dist/ may be what is to be built anew: only the end of turbo tells.
    {
      force: verify,
      remoteCache,
      onCacheWarning,
      signal,
      ...(!verify && { onProgress: early.look }),
    },
  );
  const afterwards = async (candidate: Candidate): Promise<BuiltCandidate> => {
    const ended = await run;
    if (early.hasSeen(candidate)) return early.seen(candidate);
    const built = await limit(readCandidate, candidate);
    return built ?? { ...candidate, failure: await explainBuild(taskOf(root, candidate), ended) };
  };
  const built = choices.map(({ candidate, build }) =>
    build
      ? Promise.race([early.seen(candidate), afterwards(candidate)])
      : Promise.resolve(candidate),
  );
  const nothing = () => undefined;
  return { built, ended: run.then(nothing, nothing) };
}

/** Sees artifacts while turbo still builds others. What it misses is found at turbo's end. */
function createLookout(
  candidates: readonly Candidate[],
  read: (candidate: Candidate) => Promise<BuiltCandidate | undefined>,
) {
  const byPackage = new Map(candidates.map((one) => [one.wanted.packageName, one]));
  const sightings = new Map(
    candidates.map((one) => [one, Promise.withResolvers<BuiltCandidate>()]),
  );
  return {
    look: (packageName: string) => {
      const candidate = byPackage.get(packageName);
      if (candidate === undefined) return;
      void read(candidate).then(
        (built) => {
          if (built === undefined) return;
          byPackage.delete(packageName);
          sightings.get(candidate)?.resolve(built);
        },
        // It fails at turbo's end again, and there somebody listens.
        () => undefined,
      );
    },
    hasSeen: ({ wanted }: Candidate): boolean => !byPackage.has(wanted.packageName),
    seen: (candidate: Candidate): Promise<BuiltCandidate> =>
      sightings.get(candidate)?.promise ?? new Promise(() => undefined),
  };
}
