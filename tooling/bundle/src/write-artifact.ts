import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact } from './build-artifact.ts';

/** Below the lambda's directory, and what turbo caches. */
export const artifactFiles = {
  directory: 'dist',
  zip: 'function.zip',
  manifest: 'manifest.json',
} as const;

/**
 * Writes `dist/function.zip` and `dist/manifest.json`, and removes everything else from `dist`.
 *
 * Each appears whole or not at all. A kill between the two leaves a zip and a manifest that disagree,
 * which `readArtifact` refuses.
 */
export async function writeArtifact(lambdaDirectory: string, artifact: Artifact): Promise<void> {
  const directory = path.join(lambdaDirectory, artifactFiles.directory);
  await makeDirectory(directory);
  await replaceFile(directory, artifactFiles.zip, artifact.zip);
  const manifest = `${JSON.stringify(artifact.manifest, undefined, 2)}\n`;
  await replaceFile(directory, artifactFiles.manifest, manifest);
  const kept: readonly string[] = [artifactFiles.zip, artifactFiles.manifest];
  const others = (await readdir(directory)).filter((name) => !kept.includes(name));
  await Promise.all(
    others.map((name) => rm(path.join(directory, name), { recursive: true, force: true })),
  );
}

/** A `dist` that is a link is replaced: what it points to is not ours to empty. */
async function makeDirectory(directory: string): Promise<void> {
  const stats = await lstat(directory).catch(() => undefined);
  if (stats !== undefined && !stats.isDirectory()) await rm(directory);
  await mkdir(directory, { recursive: true });
}

async function replaceFile(
  directory: string,
  name: string,
  contents: string | Uint8Array,
): Promise<void> {
  const target = path.join(directory, name);
  const temporary = `${target}.${process.pid}.tmp`;
  await writeFile(temporary, contents);
  const stats = await lstat(target).catch(() => undefined);
  if (stats?.isDirectory()) await rm(target, { recursive: true });
  await rename(temporary, target);
}
