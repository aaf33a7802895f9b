import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

// A partial clone would fetch what it lacks, and ask for a password: it only does not know it.
const offline = { GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };

/**
 * Git's answer; undefined when git is missing, this is no repository, or it knows no such commit.
 *
 * @param input - what it reads from standard input
 */
export async function git(
  root: string,
  args: readonly string[],
  input = '',
): Promise<string | undefined> {
  try {
    return await gitOrFail(root, args, input);
  } catch {
    return undefined;
  }
}

/** Git's answer, or what it failed with. */
export async function gitOrFail(
  root: string,
  args: readonly string[],
  input = '',
): Promise<string> {
  const env = { ...process.env, ...offline };
  const running = run('git', args, { cwd: root, env, maxBuffer: 64 * 1024 * 1024 });
  // Without git, or when it ends before it has read everything, writing fails besides.
  running.child.stdin?.on('error', () => undefined).end(input);
  const { stdout } = await running;
  return stdout;
}

/**
 * The same in another repository than the one that this process was started in: a hook of git has
 * variables that would lead each of its commands back there.
 */
export async function gitElsewhere(directory: string, args: readonly string[]): Promise<string> {
  const leading =
    /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|NAMESPACE|.*OBJECT_DIRECTOR\w+)$/;
  const others = Object.entries(process.env).filter(([name]) => !leading.test(name));
  const env = { ...Object.fromEntries(others), ...offline };
  const { stdout } = await run('git', args, { cwd: directory, env });
  return stdout;
}

/** The commit that a working tree stands on. */
export interface WorkingCommit {
  /** Hex, with `-dirty` when files differ from it; `none` outside of git. */
  readonly commit: string;
  /** Committer's date, in seconds since 1970; absent outside of git. */
  readonly committedAt?: number | undefined;
}

/**
 * The commit of the working tree.
 *
 * @param ignoring - files from the root that do not count, because the caller wrote them itself: what
 *   `writeMissingManifests` returns, say
 */
export async function readCommit(
  root: string,
  ignoring: readonly string[] = [],
): Promise<WorkingCommit> {
  // `:/` is the whole repository, also where the root is a directory in it.
  const paths = [':/', ...ignoring.map((path) => `:(exclude,literal)${path}`)];
  const [head, status] = await Promise.all([
    git(root, ['log', '-1', '--no-show-signature', '--format=%H %ct', 'HEAD', '--']),
    git(root, ['status', '--porcelain', '--untracked-files=normal', '--', ...paths]),
  ]);
  const [commit, seconds] = head?.trim().split(' ') ?? [];
  if (commit === undefined) return { commit: 'none' };
  return {
    commit: commit + (status === '' ? '' : '-dirty'),
    committedAt: Number(seconds),
  };
}

/**
 * Files of the working tree that differ from a commit, from the root: words for a plan's reasons,
 * never evidence. Undefined when git does not know the commit, as in a shallow clone.
 */
export async function changedFilesSince(
  root: string,
  commit: string,
): Promise<ReadonlySet<string> | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  const [tracked, untracked] = await Promise.all([
    git(root, ['diff', '--name-only', '-z', '--no-renames', '--relative', commit]),
    git(root, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  if (tracked === undefined || untracked === undefined) return undefined;
  return new Set([...tracked.split('\0'), ...untracked.split('\0')].filter((path) => path !== ''));
}
