import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export type Sources = Readonly<Record<string, string | Uint8Array>>;

/** A directory of its own for one test, removed with it. */
export async function makeDirectory(): Promise<string> {
  const directory = await realpath(await mkdtemp(path.join(tmpdir(), 'bundle-')));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export async function writeSources(root: string, sources: Sources): Promise<void> {
  for (const [name, contents] of Object.entries(sources)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
}

/** A repository with these files, and the options that bundle its lambda `x`. */
export async function makeWorkspace(sources: Sources) {
  const workspaceRoot = await makeDirectory();
  await writeSources(workspaceRoot, sources);
  return { workspaceRoot, lambdaDirectory: path.join(workspaceRoot, 'lambdas/x') };
}
