import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Git's answer; undefined when git is missing, this is no repository, or it knows no such commit. */
async function git(root: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch {
    return undefined;
  }
}

/**
 * The commit of the working tree, with `-dirty` when files differ from it; `none` outside of git.
 *
 * @param ignoring - files from the root that do not count, because the caller wrote them itself: what
 *   `writeMissingManifests` returns, say
 */
export async function readCommit(root: string, ignoring: readonly string[] = []): Promise<string> {
  // `:/` is the whole repository, also where the root is a directory in it.
  const paths = [':/', ...ignoring.map((path) => `:(exclude,literal)${path}`)];
  const [commit, status] = await Promise.all([
    git(root, ['rev-parse', '--verify', 'HEAD']),
    git(root, ['status', '--porcelain', '--untracked-files=normal', '--', ...paths]),
  ]);
  if (commit === undefined) return 'none';
  return commit.trim() + (status === '' ? '' : '-dirty');
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
