import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { makeRoot, manifest, type Files } from '../test/temporary-root.ts';
import { unprivileged } from '../test/unprivileged.ts';
import { readWorkspace, writeMissingManifests } from './index.ts';

const one: Files = { 'lambdas/one/index.js': '', 'lambdas/one/package.json': manifest('one') };

/** With permissions that are taken back before the directory is removed. */
async function makeRestricted(files: Files, directory: string, mode: number): Promise<string> {
  const root = await makeRoot(files);
  const path = join(root, directory);
  await chmod(path, mode);
  onTestFinished(() => chmod(path, 0o755));
  return root;
}

describe.each([
  ['to read', readWorkspace],
  ['to complete', writeMissingManifests],
])('finds lambdas %s', (_, run) => {
  test('but not where lambdas is a file', async () => {
    const root = await makeRoot({ lambdas: '' });
    expect(await caught(() => run(root))).toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: 'lambdas cannot be read: ENOTDIR',
    });
  });

  test.each(['lambdas', 'lambdas/one'])('and says so when %s may not be read', async (path) => {
    const root = await makeRestricted(one, path, 0o000);
    expect(await unprivileged(root, () => caught(() => run(root)))).toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: `${path} cannot be read: EACCES`,
      subject: path,
    });
  });

  test('and refuses files and links that somebody meant to be one, all at once', async () => {
    const root = await makeRoot({ ...one, 'lambdas/foo.mjs': '', 'elsewhere/bar/index.js': '' });
    await symlink('../elsewhere/bar', join(root, 'lambdas/bar'));
    await symlink('nothing', join(root, 'lambdas/dangling'));
    expect((await caught(() => run(root))).problems.toSorted()).toEqual([
      'lambdas/bar is a link: turbo does not see what changes behind it',
      'lambdas/dangling is a link: turbo does not see what changes behind it',
      'lambdas/foo.mjs is a file, and no lambda',
    ]);
  });

  test('and says what to do with a file', async () => {
    const root = await makeRoot({ 'lambdas/foo.mjs': '' });
    expect((await caught(() => run(root))).hint).toBe(
      'make a directory of it, lambdas/foo/index.mjs, or move it elsewhere',
    );
  });

  test('beside a README and hidden files', async () => {
    const root = await makeRoot({ ...one, 'lambdas/README.md': '', 'lambdas/.gitkeep': '' });
    await symlink('nothing', join(root, 'lambdas/.#lock'));
    await expect(run(root)).resolves.toBeDefined();
  });
});

test('says so when a package.json cannot be written', async () => {
  const root = await makeRestricted({ 'lambdas/one/index.js': '' }, 'lambdas/one', 0o555);
  const error = await unprivileged(root, () => caught(() => writeMissingManifests(root)));
  expect(error).toMatchObject({
    code: 'WORKSPACE_INVALID',
    message: 'lambdas/one/package.json cannot be written: EACCES',
  });
});
