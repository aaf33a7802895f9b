import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactManifest } from '@tooling/core';
import { z } from 'zod';

/**
 * Which sources went into the artifacts that were live when this checkout last looked. Words for a
 * plan's reasons, never evidence: it may be deleted, and a fresh clone has none.
 */
const directoryName = join('node_modules', '.cache', 'lambda-artifacts');

const inputsSchema = z.record(z.string(), z.string());

function fileOf(root: string, digest: string): string {
  const name = createHash('sha256').update(digest).digest('hex').slice(0, 32);
  return join(root, directoryName, `${name}.json`);
}

/** Hex SHA-256 by path, for the sources that an artifact has something of. */
function bundledInputs({ inputs }: ArtifactManifest): Record<string, string> {
  return Object.fromEntries(
    inputs.filter(({ bundledBytes }) => bundledBytes > 0).map(({ path, sha256 }) => [path, sha256]),
  );
}

/**
 * Remembers from which sources what is live can be built. Where that cannot be written, later reasons
 * have fewer words, and nothing else is lost.
 *
 * @param liveDigest - base64 SHA-256 of the zip that is live
 */
export async function rememberArtifact(
  root: string,
  liveDigest: string,
  manifest: ArtifactManifest,
): Promise<void> {
  const file = fileOf(root, liveDigest);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(join(root, directoryName), { recursive: true });
    await writeFile(temporary, JSON.stringify(bundledInputs(manifest)));
    await rename(temporary, file);
  } catch {
    // A read-only or full disk must not make a failure of a deploy that went well.
  }
}

/**
 * The sources of an artifact that differ from those of the one that is live.
 *
 * @param liveDigest - base64 SHA-256
 * @returns undefined when this checkout never saw the live artifact
 */
export async function changedInputsSince(
  root: string,
  liveDigest: string,
  manifest: ArtifactManifest,
): Promise<readonly string[] | undefined> {
  const text = await readFile(fileOf(root, liveDigest), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const before = inputsSchema.safeParse(parseJson(text));
  if (!before.success) return undefined;
  const now = bundledInputs(manifest);
  const paths = new Set([...Object.keys(before.data), ...Object.keys(now)]);
  return [...paths].filter((path) => before.data[path] !== now[path]).sort();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
