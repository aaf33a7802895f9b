import { copyFile, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@tooling/core';
import { git, gitElsewhere, gitOrFail } from './git.ts';

/** The files of a commit in a directory of their own, removed when it is disposed of. */
export interface CheckedOut extends AsyncDisposable {
  /** Where the root of the repository is in it. */
  readonly root: string;
}

/**
 * Checks a commit out beside this clone: a repository of its own in the temporary directory that borrows
 * the objects of this one. Nothing is written in this clone, so nothing is left in it by whoever is
 * killed in between; and no package is found in a directory above, as it would be inside of it.
 *
 * @param commit - in full
 * @throws UserError COMMIT_MISSING when this clone does not have it, or not all of its files
 */
export async function checkOutCommit(root: string, commit: string): Promise<CheckedOut> {
  await checkPresence(root, commit);
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'lambda-verify-')));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    await borrowObjects(root, directory);
    // Hooks belong to whoever works in a clone, and filters of the user's configuration to all clones.
    const flags = ['-c', 'core.hooksPath=/dev/null', '-c', 'advice.detachedHead=false'];
    await gitElsewhere(directory, [...flags, 'checkout', '--quiet', '--detach', commit]);
    const prefix = await gitOrFail(root, ['rev-parse', '--show-prefix']);
    return { root: join(directory, prefix.trim()), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    const message = `commit ${commit} cannot be checked out of this clone`;
    throw new UserError('COMMIT_MISSING', message, {
      problems: [(error as Error).message.trim()],
      hint: `a partial clone lacks files of it: \`git fetch --refetch origin ${commit}\``,
      cause: error,
    });
  }
}

/** @throws UserError COMMIT_MISSING */
async function checkPresence(root: string, commit: string): Promise<void> {
  const type = await git(root, ['cat-file', '-t', commit]);
  if (type?.trim() === 'commit') return;
  const isShallow = (await git(root, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
  throw new UserError(
    'COMMIT_MISSING',
    isShallow
      ? `commit ${commit} is not in this clone, which is a shallow one`
      : `commit ${commit} is not in this clone: it was not fetched, or a branch was pushed by force since`,
    {
      hint: isShallow
        ? 'fetch the whole history: `git fetch --unshallow`'
        : `fetch it: \`git fetch origin ${commit}\`; a server keeps for a while what no branch has any more`,
    },
  );
}

/** A repository whose objects are those of another one. */
async function borrowObjects(root: string, directory: string): Promise<void> {
  const pathOf = async (name: string) => {
    const args = ['rev-parse', '--path-format=absolute', '--git-path', name];
    return (await gitOrFail(root, args)).trim();
  };
  const format = (await gitOrFail(root, ['rev-parse', '--show-object-format'])).trim();
  await gitElsewhere(directory, ['init', '--quiet', '--template=', `--object-format=${format}`]);
  const own = join(directory, '.git');
  await writeFile(join(own, 'objects', 'info', 'alternates'), `${await pathOf('objects')}\n`);
  // Without it git looks for what a shallow clone does not have.
  await copyFile(await pathOf('shallow'), join(own, 'shallow')).catch(() => undefined);
}

/** Whether a branch or a tag of this clone, or what is checked out, has a commit in its history. */
export async function isInHistory(root: string, commit: string): Promise<boolean> {
  const [names, ofHead] = await Promise.all([
    git(root, ['for-each-ref', '--count=1', `--contains=${commit}`]),
    git(root, ['merge-base', '--is-ancestor', commit, 'HEAD']),
  ]);
  return (names ?? '') !== '' || ofHead !== undefined;
}
