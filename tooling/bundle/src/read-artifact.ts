import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError, type ArtifactManifest } from '@tooling/core';
import { z } from 'zod';
import { digestOf, type Artifact } from './build-artifact.ts';
import { artifactFiles } from './dist-directory.ts';

const size = z.int().nonnegative();
const digest = z.base64().length(44);

const manifestSchema: z.ZodType<ArtifactManifest> = z.strictObject({
  manifestVersion: z.literal(1),
  digest,
  codeDigest: digest,
  zipBytes: size,
  unzippedBytes: size,
  handler: z.string(),
  format: z.enum(['esm', 'cjs']),
  files: z.array(z.strictObject({ path: z.string(), sizeBytes: size })).readonly(),
  inputs: z
    .array(
      z.strictObject({
        path: z.string(),
        sizeBytes: size,
        bundledBytes: size,
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .readonly(),
  esbuildVersion: z.string(),
  taskHash: z.string().optional(),
});

/**
 * The artifact that `writeArtifact` left in a lambda's directory.
 *
 * Throws `ARTIFACT_INVALID` when it is missing, incomplete, or when the manifest is not of this zip.
 */
export async function readArtifact(lambdaDirectory: string, subject?: string): Promise<Artifact> {
  const refuse = (
    message: string,
    details: { problems?: readonly string[] | undefined; cause?: unknown },
  ) =>
    new UserError('ARTIFACT_INVALID', message, { subject: subject ?? lambdaDirectory, ...details });
  const read = async (name: string) => {
    const file = path.join(artifactFiles.directory, name);
    try {
      return await readFile(path.join(lambdaDirectory, file));
    } catch (cause) {
      throw refuse(`${file} cannot be read`, { problems: [(cause as Error).message], cause });
    }
  };
  const [zip, text] = await Promise.all([read(artifactFiles.zip), read(artifactFiles.manifest)]);
  const { manifest, problems } = parseManifest(text.toString());
  if (manifest === undefined) throw refuse('dist/manifest.json is not a manifest', { problems });
  const actual = digestOf(zip);
  if (manifest.digest !== actual) {
    throw refuse('dist/manifest.json does not belong to dist/function.zip', {
      problems: [`the zip's digest is ${actual}, the manifest says ${manifest.digest}`],
    });
  }
  return { manifest, zip };
}

function parseManifest(text: string): { manifest?: ArtifactManifest; problems?: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [`it is not JSON: ${(error as Error).message}`] };
  }
  const { data, error } = manifestSchema.safeParse(value);
  if (data !== undefined) return { manifest: data };
  return { problems: error.issues.map(({ path: at, message }) => [...at, message].join(': ')) };
}
