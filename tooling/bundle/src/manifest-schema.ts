import type { ArtifactManifest } from '@tooling/core';
import { z } from 'zod';

const size = z.int().nonnegative();
const digest = z.base64().length(44);

/** Of dist/manifest.json. */
export const manifestSchema: z.ZodType<ArtifactManifest> = z.strictObject({
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
  toolVersion: z.string(),
  externals: z
    .array(
      z.strictObject({
        name: z.string(),
        version: z.string(),
        license: z.string().optional(),
        path: z.string(),
        sizeBytes: size,
      }),
    )
    .readonly()
    .optional(),
  nativeFiles: z
    .array(
      z.strictObject({
        path: z.string(),
        os: z.enum(['linux', 'darwin', 'win32']),
        architecture: z.enum(['x86_64', 'arm64', 'other']),
        libc: z.enum(['glibc', 'musl']).optional(),
      }),
    )
    .readonly()
    .optional(),
  handlerParameters: size.optional(),
  taskHash: z.string().optional(),
});
