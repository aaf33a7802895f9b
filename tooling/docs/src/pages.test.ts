import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPages } from './markdown/read-pages.ts';
import { listFiles, repositoryRoot } from './repository.ts';
import { copyRepository } from './run/copy-repository.ts';
import { runPage } from './run/run-page.ts';

/** Those whose commands are run; of all others only the links are followed. */
const tried = /^docs\/(?:tutorial|how-to\/[^/]+)\.md$/;

const files = (await listFiles(repositoryRoot)).filter((path) => tried.test(path));

test.each(await readPages(repositoryRoot, files))('$path does what it says', async (page) => {
  await using copy = await copyRepository();
  const programs = join(copy.root, 'node_modules/.programs');
  expect(await runPage(page, { root: copy.root, programs })).toBeUndefined();
});
