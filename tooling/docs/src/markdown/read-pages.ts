import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPage, type Page } from './read-page.ts';

/** Those of these files that are Markdown. */
export async function readPages(root: string, files: readonly string[]): Promise<readonly Page[]> {
  return Promise.all(
    files
      .filter((path) => path.endsWith('.md'))
      .map(async (path) => readPage(path, await readFile(join(root, path), 'utf8'))),
  );
}
