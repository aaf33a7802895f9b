import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export type Files = Readonly<Record<string, string>>;

/** Writes files by their path from the root. */
export async function writeFiles(root: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** A directory with these files, for one test; removed with it. */
export async function makeRoot(files: Files = {}): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'workspace-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writeFiles(root, files);
  return root;
}

/** The package.json of a lambda as it ought to be, but for what is given. */
export function manifest(name: string, fields: object = {}): string {
  return JSON.stringify({
    name: `@lambdas/${name}`,
    version: '1.2.0',
    scripts: { build: 'lambda build' },
    ...fields,
  });
}
