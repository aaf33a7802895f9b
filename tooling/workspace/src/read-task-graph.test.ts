import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { makeRoot, writeFiles } from '../test/temporary-root.ts';
import { goodBuild, lambdaFiles, lambdaOf, makeTurboWorkspace } from '../test/turbo-workspace.ts';
import { readTaskGraph } from './index.ts';

const lambdas = [lambdaOf('one'), lambdaOf('two')];

const makeWorkspace = () =>
  makeTurboWorkspace({
    ...lambdaFiles('one', goodBuild, { '@packages/shared': 'workspace:*' }),
    ...lambdaFiles('two', goodBuild),
    'packages/shared/package.json': JSON.stringify({ name: '@packages/shared', version: '1.0.0' }),
    'packages/shared/index.js': 'export const answer = 42;',
  });

const readHashes = async (root: string) =>
  Object.fromEntries((await readTaskGraph(root, lambdas)).hashes);

describe('the hash of each lambda', () => {
  test('is turbo’s, and found without building anything', async () => {
    const root = await makeWorkspace();
    const hashes = await readHashes(root);
    expect(hashes).toEqual({
      '@lambdas/one': expect.stringMatching(/^[0-9a-f]{16}$/),
      '@lambdas/two': expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(existsSync(join(root, 'lambdas/one/dist'))).toBe(false);
  });

  test('is the same in another directory', async () => {
    expect(await readHashes(await makeWorkspace())).toEqual(
      await readHashes(await makeWorkspace()),
    );
  });

  test('changes with its own sources and with those of the packages that it uses', async () => {
    const root = await makeWorkspace();
    const before = await readHashes(root);
    await writeFiles(root, { 'packages/shared/index.js': 'export const answer = 43;' });
    const shared = await readHashes(root);
    expect(shared['@lambdas/one']).not.toBe(before['@lambdas/one']);
    expect(shared['@lambdas/two']).toBe(before['@lambdas/two']);
    await writeFiles(root, { 'lambdas/two/index.js': 'export const handler = () => 1;' });
    const own = await readHashes(root);
    expect(own['@lambdas/one']).toBe(shared['@lambdas/one']);
    expect(own['@lambdas/two']).not.toBe(shared['@lambdas/two']);
  });
});

test('no lambdas need no turbo', async () => {
  expect(await readTaskGraph(await makeRoot(), [])).toEqual({
    hashes: new Map(),
    dependencies: {},
  });
});

test('says which packages each lambda is made of', async () => {
  const { dependencies } = await readTaskGraph(await makeWorkspace(), lambdas);
  expect(dependencies).toEqual({
    'lambdas/one': ['packages/shared'],
    'lambdas/two': [],
    'packages/shared': [],
  });
});

describe('a workspace that turbo cannot read is refused', () => {
  test('with turbo’s own words', async () => {
    const root = await makeWorkspace();
    await writeFiles(root, { 'turbo.json': '{ "tasks": { "build": { "outputz": [] } } }' });
    const error = await caught(() => readHashes(root));
    expect(error).toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: 'turbo cannot read the workspace',
    });
    expect(error.problems.join('\n')).toContain('outputz');
  });

  test('when a lambda is no package of it', async () => {
    const root = await makeWorkspace();
    await writeFiles(root, {
      'pnpm-workspace.yaml': 'packages:\n  - lambdas/one\n  - packages/*\n',
    });
    expect(await caught(() => readHashes(root))).toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: 'turbo does not know @lambdas/two',
      hint: 'is lambdas/two covered by `packages` in pnpm-workspace.yaml?',
    });
  });

  test('when turbo is not installed', async () => {
    const root = await makeWorkspace();
    await rm(join(root, 'node_modules'), { recursive: true });
    expect(await caught(() => readHashes(root))).toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: 'turbo is not installed',
      hint: 'run `pnpm install` at the root of the repository',
    });
  });
});
