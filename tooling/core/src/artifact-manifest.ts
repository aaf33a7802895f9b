/** A file of the zip. */
export interface ArtifactFile {
  /** Path inside the zip, with `/`. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** A source file that the bundler read. */
export interface ArtifactInput {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** Size of the source file. */
  readonly sizeBytes: number;
  /** What is left of it in the bundle after tree-shaking and minifying; 0 when nothing is. */
  readonly bundledBytes: number;
  /** Hex SHA-256 of the source file. */
  readonly sha256: string;
}

/** An npm package that is installed in the zip, under `node_modules`. */
export interface ExternalPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json says it, an SPDX expression mostly; absent when it says nothing. */
  readonly license?: string | undefined;
  /** Its directory in the zip: `node_modules/sharp`. */
  readonly path: string;
  /** Of all its files, unzipped. */
  readonly sizeBytes: number;
}

/** A file of the zip that holds machine code. */
export interface NativeFile {
  /** Path inside the zip. */
  readonly path: string;
  readonly os: 'linux' | 'darwin' | 'win32';
  /** `other` for a processor that Lambda does not have. */
  readonly architecture: 'x86_64' | 'arm64' | 'other';
  /** The C library that it was linked with; absent when it names none. Lambda has glibc. */
  readonly libc?: 'glibc' | 'musl' | undefined;
}

/** What `lambda build` writes to `dist/manifest.json`, beside `dist/function.zip`. */
export interface ArtifactManifest {
  readonly manifestVersion: 1;
  /** Base64 SHA-256 of the zip file: equals Lambda's CodeSha256 when this artifact is what runs. */
  readonly digest: string;
  /**
   * Base64 SHA-256 of the zip's files without their source maps. A comment moves lines, which changes a
   * map and so the zip, and not one byte of what runs: artifacts with equal code digests are one function.
   */
  readonly codeDigest: string;
  readonly zipBytes: number;
  /** Sum of the sizes of the files in the zip. */
  readonly unzippedBytes: number;
  /** Lambda's handler setting, `<file>.<export>`: `index.handler`. */
  readonly handler: string;
  readonly format: 'esm' | 'cjs';
  /** Sorted by path. */
  readonly files: readonly ArtifactFile[];
  /** Sorted by path. */
  readonly inputs: readonly ArtifactInput[];
  readonly esbuildVersion: string;
  /** Of the bundler, `@tooling/bundle`. */
  readonly toolVersion: string;
  /** Installed in the zip, sorted by path. Absent when there is none. */
  readonly externals?: readonly ExternalPackage[] | undefined;
  /** Sorted by path. Absent when there is none. */
  readonly nativeFiles?: readonly NativeFile[] | undefined;
  /**
   * Parameters that the handler declares (`length` of the function): with a third one it takes a callback.
   * Absent when only running it would tell.
   */
  readonly handlerParameters?: number | undefined;
  /** turbo's hash of the build task that made it; absent when `lambda build` ran outside of turbo. */
  readonly taskHash?: string | undefined;
}
