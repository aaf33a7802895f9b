import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactManifest } from '@tooling/core';
import { UserError } from '@tooling/core/build';
import { digestOf, type Artifact } from './build-artifact.ts';
import { artifactFiles, listPending } from './dist-directory.ts';

/** How long one of the two files may be missing, or of another artifact: turbo restores them one by one. */
const patienceMs = 300;
/** However often they are replaced. */
const mostPatienceMs = 10_000;
const pauseMs = 5;

/**
 * The artifact that `writeArtifact` left in a lambda's directory.
 *
 * Another command, or turbo restoring its cache, may be replacing the files one after the other at that
 * very moment: then it reads again before it refuses, and does not refuse what was replaced while it was
 * read.
 *
 * @param subject - the lambda in messages: its directory from the root
 *
 * Throws `ARTIFACT_INVALID` when it is missing, incomplete, or when the manifest is not of this zip.
 */
export async function readArtifact(
  lambdaDirectory: string,
  subject = lambdaDirectory,
): Promise<Artifact> {
  const startedMs = performance.now();
  for (;;) {
    const before = await identify(lambdaDirectory);
    const read = await readOnce(lambdaDirectory, subject);
    if (!('refusal' in read)) return read;
    const isReplaced = before !== (await identify(lambdaDirectory));
    const waitedMs = performance.now() - startedMs;
    const isOver = waitedMs > (read.isTorn ? patienceMs : 0) && !isReplaced;
    if (isOver || waitedMs > mostPatienceMs) throw read.refusal;
    await sleep(pauseMs);
  }
}

/** Why an artifact is none. */
interface Refused {
  readonly refusal: UserError;
  /** Whether something is there, so that the rest may be on its way. */
  readonly isTorn: boolean;
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

async function readOnce(lambdaDirectory: string, subject: string): Promise<Artifact | Refused> {
  const refuse = (
    message: string,
    details: { problems?: readonly string[] | undefined; cause?: unknown },
  ): Refused => {
    const about = `${subject}/${message}`;
    const refusal = new UserError('ARTIFACT_INVALID', about, { subject, ...details });
    return { refusal, isTorn: true };
  };
  const read = async (name: string) => {
    const file = path.join(artifactFiles.directory, name);
    try {
      return await readFile(path.join(lambdaDirectory, file));
    } catch (cause) {
      const problems = [(cause as Error).message];
      return refuse(`${file} cannot be read`, { problems, cause });
    }
  };
  const [zip, text] = await Promise.all([read(artifactFiles.zip), read(artifactFiles.manifest)]);
  if ('refusal' in zip) return { ...zip, isTorn: !('refusal' in text) };
  if ('refusal' in text) return text;
  const { manifest, problems } = await parseManifest(text.toString());
  if (manifest === undefined) return refuse('dist/manifest.json is not a manifest', { problems });
  const actual = digestOf(zip);
  if (manifest.digest === actual) return { manifest, zip };
  const pending = await findPending(lambdaDirectory, actual);
  if (pending !== undefined) return { manifest: pending, zip };
  const mismatch = [`the zip's digest is ${actual}, the manifest says ${manifest.digest}`];
  return refuse('dist/manifest.json does not belong to dist/function.zip', { problems: mismatch });
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
  const names = await listPending(directory, artifactFiles.manifest).catch(() => []);
  for (const name of names) {
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
