import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { listFiles, repositoryRoot } from '../repository.ts';

/** What a fresh clone of this repository would be, if its working tree were committed. */
export interface RepositoryCopy extends AsyncDisposable {
  readonly root: string;
}

/** Of whoever reads the page and commits. */
export const gitIdentity = {
  GIT_AUTHOR_NAME: 'Reader',
  GIT_AUTHOR_EMAIL: 'reader@localhost',
  GIT_COMMITTER_NAME: 'Reader',
  GIT_COMMITTER_EMAIL: 'reader@localhost',
};

/**
 * Copies this repository, without what pnpm would ask a registry for: how old each dependency is. It is
 * what is installed here already.
 */
export async function copyRepository(): Promise<RepositoryCopy> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'reader-')));
  for (const path of await listFiles(repositoryRoot)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await copyFile(join(repositoryRoot, path), join(root, path));
  }
  await trustLockfile(join(root, 'pnpm-workspace.yaml'));
  const git = (...args: readonly string[]) =>
    promisify(execFile)('git', args, { cwd: root, env: { ...process.env, ...gitIdentity } });
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'first');
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

async function trustLockfile(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const trusting = text
    .replace(/^minimumReleaseAge: .*$/m, 'minimumReleaseAge: 0')
    .replace(/^trustPolicy: .*$/m, 'trustPolicy: off');
  await writeFile(file, trusting);
}
