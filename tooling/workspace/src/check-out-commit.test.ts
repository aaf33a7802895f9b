import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { caught } from '../test/caught.ts';
import { commitAll, git } from '../test/git.ts';
import { makeRoot, writeFiles } from '../test/temporary-root.ts';
import { checkOutCommit, isInHistory } from './index.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

async function makeRepository(format = 'sha1') {
  const root = await makeRoot({ 'app/a.txt': 'one' });
  await git(root, 'init', '--quiet', `--object-format=${format}`);
  const commit = await commitAll(root);
  await writeFiles(root, { 'app/a.txt': 'two' });
  return { root, commit, newer: await commitAll(root) };
}

test.each(['sha1', 'sha256'])(
  'has the files of a commit, and leaves the clone as it is (%s)',
  async (format) => {
    const { root, commit, newer } = await makeRepository(format);
    let place: string;
    {
      // The root of the workspace may be a directory of the repository.
      await using checkout = await checkOutCommit(join(root, 'app'), commit);
      place = checkout.root;
      expect(await readFile(join(place, 'a.txt'), 'utf8')).toBe('one');
      expect(await git(place, 'status', '--porcelain')).toBe('');
    }
    expect(existsSync(place)).toBe(false);
    expect(await git(root, 'rev-parse', 'HEAD')).toBe(newer);
    expect(await git(root, 'worktree', 'list')).not.toContain('\n');
  },
);

test('does so too from a hook, where git itself is led to the clone', async () => {
  const { root, commit, newer } = await makeRepository();
  vi.stubEnv('GIT_DIR', join(root, '.git'));
  vi.stubEnv('GIT_WORK_TREE', root);
  await using checkout = await checkOutCommit(root, commit);
  vi.unstubAllEnvs();
  expect(await git(root, 'rev-parse', 'HEAD')).toBe(newer);
  expect(await readFile(join(root, 'app/a.txt'), 'utf8')).toBe('two');
  expect(await readFile(join(checkout.root, 'app/a.txt'), 'utf8')).toBe('one');
});

test('has a commit that no branch has any more, as long as git keeps it', async () => {
  const { root, commit, newer } = await makeRepository();
  await git(root, 'reset', '--quiet', '--hard', commit);
  expect(await isInHistory(root, commit)).toBe(true);
  expect(await isInHistory(root, newer)).toBe(false);
  await using checkout = await checkOutCommit(root, newer);
  expect(await readFile(join(checkout.root, 'app/a.txt'), 'utf8')).toBe('two');
});

test('refuses what is no commit of this clone', async () => {
  const { root } = await makeRepository();
  for (const commit of ['0'.repeat(40), '--help', 'HEAD:app']) {
    const error = await caught(() => checkOutCommit(root, commit));
    expect(error).toMatchObject({ code: 'COMMIT_MISSING' });
  }
});
