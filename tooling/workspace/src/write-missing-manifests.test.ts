import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { makeRoot, manifest } from '../test/temporary-root.ts';
import { readWorkspace, writeMissingManifests } from './index.ts';

const readText = (root: string, path: string) => readFile(join(root, path), 'utf8');

describe('writes a package.json', () => {
  test.each([
    ['index.js', undefined],
    ['index.mjs', undefined],
    ['index.cjs', undefined],
    ['index.ts', 'module'],
    ['index.mts', 'module'],
    ['index.cts', 'module'],
  ])('for a directory that has only %s', async (entry, type) => {
    const root = await makeRoot({ [`lambdas/one/${entry}`]: '' });
    expect(await writeMissingManifests(root)).toEqual(['lambdas/one/package.json']);
    const text = await readText(root, 'lambdas/one/package.json');
    expect(JSON.parse(text)).toEqual({
      name: '@lambdas/one',
      version: '0.0.0',
      private: true,
      ...(type !== undefined && { type }),
      scripts: { build: 'lambda build', test: 'vitest run --passWithNoTests' },
    });
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('that is then read without complaint', async () => {
    const root = await makeRoot({ 'lambdas/one/index.js': '', 'lambdas/two/index.ts': '' });
    await writeMissingManifests(root);
    const { lambdas } = await readWorkspace(root);
    expect(lambdas.map(({ packageName }) => packageName)).toEqual(['@lambdas/one', '@lambdas/two']);
  });
});

test('leaves a package.json that is there as it is, also a broken one', async () => {
  const files = {
    'lambdas/one/index.js': '',
    'lambdas/one/package.json': manifest('one'),
    'lambdas/two/index.js': '',
    'lambdas/two/package.json': '{',
  };
  const root = await makeRoot(files);
  const before = await stat(join(root, 'lambdas/one/package.json'));
  expect(await writeMissingManifests(root)).toEqual([]);
  expect(await readText(root, 'lambdas/one/package.json')).toBe(manifest('one'));
  expect(await readText(root, 'lambdas/two/package.json')).toBe('{');
  expect((await stat(join(root, 'lambdas/one/package.json'))).mtimeMs).toBe(before.mtimeMs);
});

test('leaves what a package lacks to whoever reads it', async () => {
  const root = await makeRoot({ 'lambdas/one/package.json': manifest('one') });
  expect(await writeMissingManifests(root)).toEqual([]);
});

test('does nothing the second time', async () => {
  const root = await makeRoot({ 'lambdas/one/index.js': '' });
  await writeMissingManifests(root);
  expect(await writeMissingManifests(root)).toEqual([]);
});

test('of several at the same moment each file is written by one', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `lambda-${index}`);
  const root = await makeRoot(
    Object.fromEntries(names.map((name) => [`lambdas/${name}/index.js`, ''])),
  );
  const runs = await Promise.all([1, 2, 3].map(() => writeMissingManifests(root)));
  expect(runs.flat().toSorted()).toEqual(
    names.map((name) => `lambdas/${name}/package.json`).toSorted(),
  );
});

test('writes nothing for leftovers of a removed lambda', async () => {
  const root = await makeRoot({ 'lambdas/gone/dist/function.zip': '' });
  expect(await writeMissingManifests(root)).toEqual([]);
});

test('refuses directories without an entry, all at once, and writes nothing then', async () => {
  const root = await makeRoot({
    'lambdas/a/notes.md': '',
    'lambdas/b/main.js': '',
    'lambdas/c/index.js': '',
  });
  const { problems } = await caught(() => writeMissingManifests(root));
  expect(problems).toEqual([
    'lambdas/a has no index file: there is notes.md',
    'lambdas/b has no index file: there is main.js',
  ]);
  await expect(stat(join(root, 'lambdas/c/package.json'))).rejects.toThrow('ENOENT');
});
