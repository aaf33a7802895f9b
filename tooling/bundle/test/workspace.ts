import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
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

/** The manifest of the lambda `x`, which depends on these packages of the workspace. */
export const dependingOn = (...names: readonly string[]) =>
  JSON.stringify({
    name: '@lambdas/x',
    dependencies: Object.fromEntries(names.map((name) => [name, 'workspace:*'])),
  });

/** What an installation does with the packages of the workspace. */
async function linkPackages(root: string, sources: Sources): Promise<void> {
  const modules = path.join(root, 'node_modules/@packages');
  const manifests = Object.keys(sources).filter((name) =>
    /^packages\/[^/]+\/package\.json$/.test(name),
  );
  for (const manifest of manifests) {
    const directory = path.join(root, path.dirname(manifest));
    await mkdir(modules, { recursive: true });
    await symlink(directory, path.join(modules, path.basename(directory)));
  }
}

/** A repository with these files, and the options that bundle its lambda `x`. */
export async function makeWorkspace(sources: Sources) {
  const workspaceRoot = await makeDirectory();
  await writeSources(workspaceRoot, sources);
  await linkPackages(workspaceRoot, sources);
  return { workspaceRoot, lambdaDirectory: path.join(workspaceRoot, 'lambdas/x') };
}
