import { join } from 'node:path';
import { expect, test } from 'vitest';
import { caught } from '../test/caught.ts';
import { makeRoot } from '../test/temporary-root.ts';
import { findRoot } from './index.ts';

test('is the nearest directory above that has a pnpm-workspace.yaml', async () => {
  const outer = await makeRoot({
    'pnpm-workspace.yaml': '',
    'inner/pnpm-workspace.yaml': '',
    'inner/lambdas/predict/index.js': '',
    'lambdas/one/index.js': '',
  });
  const inner = join(outer, 'inner');
  expect(findRoot(outer)).toBe(outer);
  expect(findRoot(join(outer, 'lambdas', 'one'))).toBe(outer);
  expect(findRoot(inner)).toBe(inner);
  expect(findRoot(join(inner, 'lambdas', 'predict'))).toBe(inner);
});

test('is found from a directory that does not exist', async () => {
  const root = await makeRoot({ 'pnpm-workspace.yaml': '' });
  expect(findRoot(join(root, 'not', 'there'))).toBe(root);
});

test('outside of a workspace says where one looked', async () => {
  const directory = await makeRoot();
  const error = await caught(() => findRoot(directory));
  expect(error).toMatchObject({
    code: 'WORKSPACE_INVALID',
    message: `${directory} is not inside a pnpm workspace`,
    hint: 'run the command inside the repository',
  });
});
