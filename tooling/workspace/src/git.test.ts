import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commitAll, git } from '../test/git.ts';
import { makeRoot, writeFiles, type Files } from '../test/temporary-root.ts';
import { changedFilesSince, readCommit } from './index.ts';

async function makeRepository(files: Files) {
  const root = await makeRoot(files);
  await git(root, 'init', '--quiet');
  return { root, commit: await commitAll(root) };
}

const commitOf = async (root: string, ignoring?: readonly string[]) =>
  (await readCommit(root, ignoring)).commit;

const changed = async (root: string, commit: string) => {
  const files = await changedFilesSince(root, commit);
  return files && [...files].toSorted();
};

describe('the commit of the working tree', () => {
  test('is that of HEAD when nothing differs from it', async () => {
    const { root, commit } = await makeRepository({ '.gitignore': 'dist/', 'a.ts': '' });
    await writeFiles(root, { 'dist/ignored.js': '' });
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(await commitOf(root)).toBe(commit);
  });

  test.each<[string, Files]>([
    ['a file was changed', { 'a.ts': 'other' }],
    ['a file is new', { 'b.ts': '' }],
  ])('is marked when %s', async (_, files) => {
    const { root, commit } = await makeRepository({ 'a.ts': '' });
    await writeFiles(root, files);
    expect(await commitOf(root)).toBe(`${commit}-dirty`);
  });

  test('is marked when a change is staged', async () => {
    const { root, commit } = await makeRepository({ 'a.ts': '' });
    await rm(join(root, 'a.ts'));
    await git(root, 'add', '--all');
    expect(await commitOf(root)).toBe(`${commit}-dirty`);
  });

  describe('does not count files that the caller wrote itself', () => {
    const made = 'lambdas/a[1]/package.json';
    const makeBare = (root: string) => makeRepository({ [`${root}lambdas/a[1]/index.js`]: '' });

    test('and is then that of HEAD', async () => {
      const { root, commit } = await makeBare('');
      await writeFiles(root, { [made]: '{}' });
      expect(await commitOf(root)).toBe(`${commit}-dirty`);
      expect(await commitOf(root, [made])).toBe(commit);
    });

    test('also where the root is a directory of the repository', async () => {
      const { root, commit } = await makeBare('app/');
      await writeFiles(root, { [`app/${made}`]: '{}' });
      expect(await commitOf(join(root, 'app'), [made])).toBe(commit);
      await writeFiles(root, { 'outside.ts': '' });
      expect(await commitOf(join(root, 'app'), [made])).toBe(`${commit}-dirty`);
    });

    test('but every other one', async () => {
      const { root, commit } = await makeBare('');
      await writeFiles(root, { [made]: '{}', 'lambdas/new/index.js': '' });
      expect(await commitOf(root, [made])).toBe(`${commit}-dirty`);
      expect(await commitOf(root, [made, 'lambdas/new/package.json'])).toBe(`${commit}-dirty`);
    });
  });

  test('has the time at which it was committed, whoever signs or shows signatures', async () => {
    const { root, commit } = await makeRepository({ 'a.ts': '' });
    await git(root, 'config', 'log.showSignature', 'true');
    const seconds = await git(root, 'log', '-1', '--no-show-signature', '--format=%ct');
    expect(await readCommit(root)).toEqual({ commit, committedAt: Number(seconds) });
  });

  test('is none outside of git', async () => {
    expect(await commitOf(await makeRoot())).toBe('none');
  });

  test('is none in a repository without commits', async () => {
    const root = await makeRoot({ 'a.ts': '' });
    await git(root, 'init', '--quiet');
    expect(await commitOf(root)).toBe('none');
  });

  test('is known in a shallow clone and in a detached one', async () => {
    const { root } = await makeRepository({ 'a.ts': '' });
    const commit = await commitAll(root);
    const clone = join(await makeRoot(), 'clone');
    await git(root, 'clone', '--quiet', '--depth', '1', pathToFileURL(root).href, clone);
    await git(clone, 'checkout', '--quiet', '--detach');
    expect(await commitOf(clone)).toBe(commit);
  });
});

describe('the files that differ from a commit', () => {
  test('are none when nothing differs', async () => {
    const { root, commit } = await makeRepository({ 'a.ts': '' });
    expect(await changed(root, commit)).toEqual([]);
  });

  test('are those that were changed, added, deleted, renamed or made, committed or not', async () => {
    const { root, commit } = await makeRepository({
      '.gitignore': 'dist/',
      'packages/same.ts': '',
      'packages/edited.ts': '',
      'packages/committed.ts': '',
      'packages/deleted.ts': 'deleted',
      'packages/renamed.ts': 'a text that git would find again under its new name',
    });
    await writeFiles(root, { 'packages/committed.ts': 'other' });
    await commitAll(root);
    await writeFiles(root, { 'packages/edited.ts': 'other', 'packages/staged.ts': 'new' });
    await rename(join(root, 'packages/renamed.ts'), join(root, 'packages/moved.ts'));
    await rm(join(root, 'packages/deleted.ts'));
    await git(root, 'add', '--all');
    await writeFiles(root, { 'packages/untracked.ts': '', 'dist/ignored.js': '' });
    expect(await changed(root, commit)).toEqual([
      'packages/committed.ts',
      'packages/deleted.ts',
      'packages/edited.ts',
      'packages/moved.ts',
      'packages/renamed.ts',
      'packages/staged.ts',
      'packages/untracked.ts',
    ]);
  });

  test('have any name that a file can have', async () => {
    const names = ['with space.ts', 'two\nlines.ts', 'größe-大.ts', '"quoted".ts', '-dash.ts'];
    const files = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
    const { root, commit } = await makeRepository(files('before'));
    await writeFiles(root, { ...files('after'), 'new 名\n.ts': '' });
    expect(await changed(root, commit)).toEqual([...names, 'new 名\n.ts'].toSorted());
  });

  test('are named from the root, where that is a directory of the repository', async () => {
    const { root, commit } = await makeRepository({ 'app/a.ts': '', 'outside.ts': '' });
    await writeFiles(root, { 'app/a.ts': 'other', 'app/new.ts': '', 'outside.ts': 'other' });
    expect(await changed(join(root, 'app'), commit)).toEqual(['a.ts', 'new.ts']);
  });
});

describe('nobody can tell what differs', () => {
  test.each(['0'.repeat(40), 'none', 'HEAD', '--output=x', ''])('from "%s"', async (commit) => {
    const { root } = await makeRepository({ 'a.ts': '' });
    expect(await changedFilesSince(root, commit)).toBeUndefined();
  });

  test('from a working tree that was dirty', async () => {
    const { root, commit } = await makeRepository({ 'a.ts': '' });
    expect(await changedFilesSince(root, `${commit}-dirty`)).toBeUndefined();
  });

  test('outside of git', async () => {
    expect(await changedFilesSince(await makeRoot(), 'a'.repeat(40))).toBeUndefined();
  });

  test('from a commit that a shallow clone left out', async () => {
    const { root, commit } = await makeRepository({ 'a.ts': '' });
    const latest = await commitAll(root);
    const parent = await makeRoot();
    await mkdir(join(parent, 'clones'));
    const clone = join(parent, 'clones', 'shallow');
    await git(root, 'clone', '--quiet', '--depth', '1', pathToFileURL(root).href, clone);
    expect(await changedFilesSince(clone, commit)).toBeUndefined();
    expect(await changed(clone, latest)).toEqual([]);
  });
});
