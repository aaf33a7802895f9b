import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Commits of GitHub's own, and of people in tests. */
const identity = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@localhost',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@localhost',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
} as const;

/** Runs git and gives what it prints. */
export async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env.PATH, ...identity };
  const { stdout } = await run('git', args, { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

/** The bare repository that GitHub keeps. */
export interface GithubRepository {
  readonly fullName: string;
  readonly serverUrl: string;
  readonly directory: string;
  readFile(commit: string, path: string): Promise<string>;
  /** Undefined where there is no such ref. */
  commitOf(ref: string): Promise<string | undefined>;
  tag(name: string, commit: string): Promise<void>;
  /** Makes the refs of a pull request: its head, and what merging it would be. */
  openPullRequest(number: number, head: string, base: string): Promise<string>;
}

export async function openRepository(
  directory: string,
  fullName: string,
): Promise<GithubRepository> {
  await mkdir(directory, { recursive: true });
  await git(directory, 'init', '--quiet', '--bare', '--initial-branch=main');
  // As GitHub does, for a checkout of one commit.
  await git(directory, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  return {
    fullName,
    serverUrl: 'https://github.com',
    directory,
    readFile: (commit, path) => git(directory, 'show', `${commit}:${path}`),
    commitOf: (ref) =>
      git(directory, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => undefined),
    async tag(name, commit) {
      await git(directory, 'update-ref', `refs/tags/${name}`, commit);
    },
    async openPullRequest(number, head, base) {
      const pull = `refs/pull/${String(number)}`;
      await git(directory, 'update-ref', `${pull}/head`, head);
      const tree = await git(directory, 'merge-tree', '--write-tree', base, head);
      const message = `Merge ${head} into ${base}`;
      const parents = ['-p', base, '-p', head];
      const merge = await git(directory, 'commit-tree', tree, ...parents, '-m', message);
      await git(directory, 'update-ref', `${pull}/merge`, merge);
      return merge;
    },
  };
}
