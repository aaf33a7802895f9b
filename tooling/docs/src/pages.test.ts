import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Page } from './markdown/read-page.ts';
import { readPages } from './markdown/read-pages.ts';
import { listFiles, repositoryRoot } from './repository.ts';
import { copyRepository } from './run/copy-repository.ts';
import { readSteps } from './run/read-steps.ts';
import { runPage } from './run/run-page.ts';

/** Those whose commands are run; of all others only the links are followed. */
const tried = /^docs\/(?:tutorial|how-to\/[^/]+)\.md$/;

const pages = await readPages(
  repositoryRoot,
  (await listFiles(repositoryRoot)).filter((path) => tried.test(path)),
);

const isRun = (page: Page) => readSteps(page).length > 0;

/** No part of what this repository needs; `.ci/run` installs it. */
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const needsCurl = (page: Page) =>
  readSteps(page).some((step) => step.kind === 'run' && /\bcurl\b/.test(step.command));

test('every how-to page has steps, or says what they need', () => {
  for (const { blocks, path } of pages.filter((page) => !isRun(page))) {
    expect(
      blocks.filter(({ attributes }) => attributes.has('needs')),
      path,
    ).not.toEqual([]);
  }
});

test.each(pages.filter((page) => isRun(page) && (hasCurl || !needsCurl(page))))(
  '$path does what it says',
  async (page) => {
    await using copy = await copyRepository();
    const programs = join(copy.root, 'node_modules/.programs');
    expect(await runPage(page, { root: copy.root, programs })).toBeUndefined();
  },
);
