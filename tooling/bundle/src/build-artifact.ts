import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ArtifactManifest } from '@tooling/core';
import type { Bundle, BuildWarning } from './bundle.ts';
import { bundleLambda, type BundleOptions } from './bundle-lambda.ts';
import { checkSize } from './check-size.ts';
import { toPosix } from './input-path.ts';
import { zipFiles } from './zip-files.ts';

/** A lambda as Lambda takes it, and what is known about it. */
export interface Artifact {
  readonly manifest: ArtifactManifest;
  readonly zip: Uint8Array;
}

/** An artifact fresh from the bundler. */
export interface BuiltArtifact extends Artifact {
  /** Not part of the manifest: only the build that says them has a reader. */
  readonly warnings: readonly BuildWarning[];
}

/**
 * Bundles and zips one lambda. Writes nothing; `writeArtifact` does.
 *
 * Throws what `bundleLambda` throws, and `ARTIFACT_TOO_LARGE`.
 *
 * @example
 * const artifact = await buildArtifact({ lambdaDirectory: 'lambdas/predict', workspaceRoot: '.' });
 * await writeArtifact('lambdas/predict', artifact);
 */
export async function buildArtifact(options: BundleOptions): Promise<BuiltArtifact> {
  const bundle = await bundleLambda(options);
  const zip = zipFiles(bundle.files);
  const manifest = describeArtifact(bundle, zip);
  checkSize(manifest, toPosix(path.relative(options.workspaceRoot, options.lambdaDirectory)));
  return { manifest, zip, warnings: bundle.warnings };
}

function describeArtifact(bundle: Bundle, zip: Uint8Array): ArtifactManifest {
  const files = bundle.files
    .map(({ path: name, contents }) => ({ path: name, sizeBytes: contents.length }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    manifestVersion: 1,
    digest: digestOf(zip),
    zipBytes: zip.length,
    unzippedBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    handler: bundle.handler,
    format: bundle.format,
    files,
    inputs: bundle.inputs,
    esbuildVersion: bundle.esbuildVersion,
  };
}

/** Base64 SHA-256 of a zip, as Lambda's CodeSha256. */
export function digestOf(zip: Uint8Array): string {
  return createHash('sha256').update(zip).digest('base64');
}
