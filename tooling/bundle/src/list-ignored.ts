import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

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

async function askGit(workspaceRoot: string, files: readonly string[]): Promise<Ignored> {
  const git = spawn('git', ['check-ignore', '--stdin', '-z'], {
    cwd: workspaceRoot,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const failed = new Promise<string>((resolve) => {
    git.once('error', () => {
      resolve('');
    });
  });
  // It is gone before it has read anything where there is no repository.
  git.stdin.on('error', () => undefined);
  git.stdin.end(files.map((file) => `${file}\0`).join(''));
  const answer = await Promise.race([text(git.stdout), failed]);
  return new Set(answer.split('\0'));
}
