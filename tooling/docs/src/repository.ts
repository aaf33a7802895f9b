import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const repositoryRoot = resolve(import.meta.dirname, '../../..');

/** All files that git has or would have, as they are now: paths from the root. */
export async function listFiles(root: string): Promise<readonly string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const run = promisify(execFile);
  const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
  const [listed, deleted] = await Promise.all([
    run('git', args, options),
    run('git', ['ls-files', '-z', '--deleted'], options),
  ]);
  const gone = new Set(deleted.stdout.split('\0'));
  return listed.stdout.split('\0').filter((path) => path !== '' && !gone.has(path));
}

export const inRepository = (...path: readonly string[]): string => join(repositoryRoot, ...path);
