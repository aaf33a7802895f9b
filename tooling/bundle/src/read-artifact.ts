import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactManifest } from '@tooling/core';
import { UserError } from '@tooling/core/build';
import { digestOf, type Artifact } from './build-artifact.ts';
import { artifactFiles, listPending } from './dist-directory.ts';

/** Before an artifact is refused, so that turbo has the time to restore one file after the other. */
const leastReadings = 10;

/**
 * The artifact that `writeArtifact` left in a lambda's directory.
 *
 * Another command, or turbo restoring its cache, may be replacing the files one after the other at that
 * very moment: it reads again before it refuses, and never refuses what was replaced while it was read.
 *
 * @param subject - the lambda in messages: its directory from the root
 *
 * Throws `ARTIFACT_INVALID` when it is missing, incomplete, or when the manifest is not of this zip.
 */
export async function readArtifact(
  lambdaDirectory: string,
  subject = lambdaDirectory,
): Promise<Artifact> {
  for (let reading = 1; ; reading += 1) {
    const before = await identify(lambdaDirectory);
    try {
      return await readOnce(lambdaDirectory, subject);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (reading >= leastReadings && before === (await identify(lambdaDirectory))) throw error;
    }
  }
}

/** Which files are there now: another text when one of them has been written or replaced. */
async function identify(lambdaDirectory: string): Promise<string> {
  const { directory, zip, manifest } = artifactFiles;
  const identities = await Promise.all(
    [zip, manifest].map(async (name) => {
      const file = path.join(lambdaDirectory, directory, name);
      const stats = await lstat(file, { bigint: true }).catch(() => undefined);
      return stats === undefined ? 'none' : `${stats.ino} ${stats.ctimeNs} ${stats.size}`;
    }),
  );
  return identities.join(', ');
}

/**
 * What a manifest says, for whoever shows it: whether it is of the zip beside it is not looked at.
 *
 * @param text - of dist/manifest.json
 * @returns undefined where it is no manifest
 */
export async function readManifest(text: string): Promise<ArtifactManifest | undefined> {
  return (await parseManifest(text)).manifest;
}

async function readOnce(lambdaDirectory: string, subject: string): Promise<Artifact> {
  const refuse = (
    message: string,
    details: { problems?: readonly string[] | undefined; cause?: unknown },
  ) => new UserError('ARTIFACT_INVALID', `${subject}/${message}`, { subject, ...details });
  const read = async (name: string) => {
    const file = path.join(artifactFiles.directory, name);
    try {
      return await readFile(path.join(lambdaDirectory, file));
    } catch (cause) {
      throw refuse(`${file} cannot be read`, { problems: [(cause as Error).message], cause });
    }
  };
  const [zip, text] = await Promise.all([read(artifactFiles.zip), read(artifactFiles.manifest)]);
  const { manifest, problems } = await parseManifest(text.toString());
  if (manifest === undefined) throw refuse('dist/manifest.json is not a manifest', { problems });
  const actual = digestOf(zip);
  if (manifest.digest === actual) return { manifest, zip };
  const pending = await findPending(lambdaDirectory, actual);
  if (pending !== undefined) return { manifest: pending, zip };
  throw refuse('dist/manifest.json does not belong to dist/function.zip', {
    problems: [`the zip's digest is ${actual}, the manifest says ${manifest.digest}`],
  });
}

/**
 * The manifest of a zip that was replaced before its manifest: a writer is between the two, or was
 * killed there.
 */
async function findPending(
  lambdaDirectory: string,
  zipDigest: string,
): Promise<ArtifactManifest | undefined> {
  const directory = path.join(lambdaDirectory, artifactFiles.directory);
  for (const name of await listPending(directory, artifactFiles.manifest)) {
    const text = await readFile(path.join(directory, name), 'utf8').catch(() => '');
    const { manifest } = await parseManifest(text);
    if (manifest?.digest === zipDigest) return manifest;
  }
  return undefined;
}

async function parseManifest(
  text: string,
): Promise<{ manifest?: ArtifactManifest; problems?: string[] }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [`it is not JSON: ${(error as Error).message}`] };
  }
  // Whoever only builds reads none, and does not wait for the schemas.
  const { manifestSchema } = await import('./manifest-schema.ts');
  const { data, error } = manifestSchema.safeParse(value);
  if (data !== undefined) return { manifest: data };
  return { problems: error.issues.map(({ path: at, message }) => [...at, message].join(': ')) };
}
