import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { commitAll, git } from '../test/git.ts';
import { makeRoot, writeFiles } from '../test/temporary-root.ts';
import { compareCommits } from './index.ts';

async function makeRepository() {
  const root = await makeRoot({ 'a.ts': '' });
  await git(root, 'init', '--quiet');
  return root;
}

/** Three commits in a row. */
async function makeHistory() {
  const root = await makeRepository();
  const [first, second, third] = [
    await commitAll(root),
    await commitAll(root),
    await commitAll(root),
  ] as const;
  return { root, first, second, third };
}

const clone = async (root: string, ...flags: readonly string[]) => {
  const directory = join(await makeRoot(), 'clone');
  await git(root, 'clone', '--quiet', ...flags, pathToFileURL(root).href, directory);
  return directory;
};

const missing = 'ab'.repeat(20);

test('descendants are newer; ancestors and the commit itself are not', async () => {
  const { root, first, second, third } = await makeHistory();
  expect(await compareCommits(root, second, [first, second, third])).toEqual({
    [first]: 'included',
    [second]: 'included',
    [third]: 'newer',
  });
});

test('changes of the working tree, here and there, change nothing of it', async () => {
  const { root, second, third } = await makeHistory();
  const dirty = [`${second}-dirty`, `${third}-dirty`] as const;
  expect(await compareCommits(root, `${second}-dirty`, dirty)).toEqual({
    [dirty[0]]: 'included',
    [dirty[1]]: 'newer',
  });
});

test('another branch is not newer, and its merge is', async () => {
  const { root, third } = await makeHistory();
  await git(root, 'checkout', '--quiet', '-b', 'other', `${third}~1`);
  await writeFiles(root, { 'b.ts': '' });
  const other = await commitAll(root);
  await git(root, 'merge', '--quiet', '--no-ff', '--no-edit', third);
  const merge = await git(root, 'rev-parse', 'HEAD');
  expect(await compareCommits(root, third, [other, merge])).toEqual({
    [other]: 'diverged',
    [merge]: 'newer',
  });
});

test('nothing is known of commits that the repository lacks, or that are none', async () => {
  const { root, third } = await makeHistory();
  const strange = [missing, 'none', 'HEAD', '--all', 'a b', ''];
  const relations = await compareCommits(root, third, strange);
  expect(relations).toEqual(Object.fromEntries(strange.map((one) => [one, 'unknown'])));
  expect(await compareCommits(root, third, [missing, third])).toEqual({
    [missing]: 'unknown',
    [third]: 'included',
  });
});

test('outside of git nothing is known', async () => {
  expect(await compareCommits(await makeRoot(), 'none', [missing, 'none'])).toEqual({
    [missing]: 'unknown',
    none: 'unknown',
  });
});

test('a shallow clone does not take what it lacks the way to for another branch', async () => {
  const { root, first, second, third } = await makeHistory();
  const shallow = await clone(root, '--depth', '1');
  expect(await compareCommits(shallow, third, [first, second])).toEqual({
    [first]: 'unknown',
    [second]: 'unknown',
  });
  // As a pipeline does that runs again for an old commit: both are here, and nothing between.
  await git(shallow, 'fetch', '--quiet', '--depth', '1', 'origin', first);
  await git(shallow, 'checkout', '--quiet', first);
  expect(await compareCommits(shallow, first, [third])).toEqual({ [third]: 'unknown' });
});

test('a shallow clone that is deep enough knows as much as a whole one', async () => {
  const { root, first, second, third } = await makeHistory();
  const shallow = await clone(root, '--depth', '2');
  expect(await compareCommits(shallow, second, [third])).toEqual({ [third]: 'newer' });
  expect(await compareCommits(shallow, third, [second, first])).toEqual({
    [second]: 'included',
    [first]: 'unknown',
  });
});
