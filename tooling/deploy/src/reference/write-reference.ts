import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReferencePage } from './render-reference.ts';

/** Writes the pages into the repository. */
export async function writeReference(root: string, pages: readonly ReferencePage[]): Promise<void> {
  for (const { path, text } of pages) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** Paths of the pages that are missing, or are not what would be written. */
export async function findStalePages(
  root: string,
  pages: readonly ReferencePage[],
): Promise<readonly string[]> {
  const current = await Promise.all(
    pages.map(({ path }) => readFile(join(root, path), 'utf8').catch(() => undefined)),
  );
  return pages.filter(({ text }, index) => text !== current[index]).map(({ path }) => path);
}
