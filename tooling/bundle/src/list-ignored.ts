import { startCheckIgnore, type CheckIgnore } from './check-ignore.ts';

type Ignored = ReadonlySet<string>;

/** Files that wait for their turn, and what those who asked are told of all of them. */
interface Batch {
  readonly files: string[];
  readonly ignored: Promise<Ignored>;
}

/** One for each repository: git is asked once for all that came while it answered the last time. */
const waiting = new Map<string, Batch>();
const answering = new Map<string, Promise<Ignored>>();

/**
 * Those of some files that git ignores, as turbo does then. A file that is committed all the same is
 * not ignored. None outside of git, or without it.
 *
 * @param files - from the root of the repository
 */
export async function listIgnored(
  workspaceRoot: string,
  files: readonly string[],
): Promise<readonly string[]> {
  const batch = waiting.get(workspaceRoot) ?? openBatch(workspaceRoot);
  batch.files.push(...files);
  const ignored = await batch.ignored;
  return files.filter((file) => ignored.has(file));
}

function openBatch(workspaceRoot: string): Batch {
  const files: string[] = [];
  const ask = () => {
    waiting.delete(workspaceRoot);
    const answer = askGit(workspaceRoot, files);
    answering.set(workspaceRoot, answer);
    return answer;
  };
  const ignored = (answering.get(workspaceRoot) ?? Promise.resolve()).then(ask);
  const batch = { files, ignored };
  waiting.set(workspaceRoot, batch);
  return batch;
}

const kept = new Map<string, CheckIgnore>();
let isKept = false;

/**
 * From now on one git answers for each repository until this process ends, with the index of when it
 * started. For a process that builds much and does not live long: to start another one takes a process
 * of this size longer than git takes to answer.
 */
export function keepCheckIgnore(): void {
  isKept = true;
}

async function askGit(workspaceRoot: string, files: readonly string[]): Promise<Ignored> {
  const known = kept.get(workspaceRoot);
  const git = known?.hasEnded === false ? known : startCheckIgnore(workspaceRoot);
  if (isKept) kept.set(workspaceRoot, git);
  const answer = git.ask(files);
  if (!isKept) git.end();
  return answer;
}
