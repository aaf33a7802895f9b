import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ArtifactManifest } from '@tooling/core';
import tool from '../package.json' with { type: 'json' };
import type { Bundle, BundleFile, BuildWarning } from './bundle.ts';
import { bundleLambda } from './bundle-lambda.ts';
import { checkSize } from './check-size.ts';
import { toPosix } from './input-path.ts';
import type { BundleOptions } from './lambda-request.ts';
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

export interface ArtifactOptions extends BundleOptions {
  /** turbo's hash of the build task that runs this: TURBO_HASH of its environment. */
  readonly taskHash?: string | undefined;
}

/**
 * Bundles and zips one lambda. Writes nothing; `writeArtifact` does.
 *
 * Throws what `bundleLambda` throws, and `ARTIFACT_TOO_LARGE`.
 *
 * @example not run: needs a lambda
 * import { writeArtifact } from './write-artifact.ts';
 *
 * const artifact = await buildArtifact({ lambdaDirectory: 'lambdas/predict', workspaceRoot: '.' });
 * await writeArtifact('lambdas/predict', artifact);
 */
export async function buildArtifact(options: ArtifactOptions): Promise<BuiltArtifact> {
  const { taskHash, ...bundleOptions } = options;
  const bundle = await bundleLambda(bundleOptions);
  const zip = zipFiles(bundle.files);
  const manifest = { ...describeArtifact(bundle, zip), ...(taskHash && { taskHash }) };
  checkSize(manifest, toPosix(path.relative(options.workspaceRoot, options.lambdaDirectory)));
  return { manifest, zip, warnings: bundle.warnings };
}

function describeArtifact(bundle: Bundle, zip: Uint8Array): ArtifactManifest {
  const files = bundle.files
    .map(({ path: name, contents }) => ({ path: name, sizeBytes: contents.length }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const { externals, nativeFiles, handlerParameters } = bundle;
  return {
    manifestVersion: 1,
    digest: digestOf(zip),
    codeDigest: codeDigestOf(bundle.files),
    zipBytes: zip.length,
    unzippedBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    handler: bundle.handler,
    format: bundle.format,
    files,
    inputs: bundle.inputs,
    esbuildVersion: bundle.esbuildVersion,
    toolVersion: tool.version,
    ...(externals.length > 0 && { externals }),
    ...(nativeFiles.length > 0 && { nativeFiles }),
    ...(handlerParameters !== undefined && { handlerParameters }),
  };
}

/** Base64 SHA-256 of a zip, as Lambda's CodeSha256. */
export function digestOf(zip: Uint8Array): string {
  return createHash('sha256').update(zip).digest('base64');
}

function codeDigestOf(files: readonly BundleFile[]): string {
  const hash = createHash('sha256');
  // Only the bundle's own: in a package or among other files a map is data.
  const code = files.filter(({ path: name }) => !/^index\.[cm]js\.map$/.test(name));
  for (const { path: name, contents } of code.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    // The length keeps the end of one file apart from the beginning of the next.
    hash.update(`${name}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('base64');
}
