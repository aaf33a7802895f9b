import type { ArtifactInput, ExternalPackage, NativeFile } from '@tooling/core';
import type { ModuleFormat } from './decide-format.ts';

/** A file to be packed. */
export interface BundleFile {
  /** Path inside the zip, with `/`. */
  readonly path: string;
  readonly contents: Uint8Array;
  /** Whether it can be executed where it is unpacked. */
  readonly isProgram?: boolean;
}

/** Something that works, or may work, and that the author should know. */
export interface BuildWarning {
  /** `lambdas/x/index.ts`; absent when it is about no single file. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** One sentence. */
  readonly text: string;
  /** The same with file, line, the line's text and a caret, as for a terminal. */
  readonly formatted: string;
}

/** What esbuild made of one lambda. */
export interface Bundle {
  readonly format: ModuleFormat;
  /** Lambda's handler setting, `index.handler`. */
  readonly handler: string;
  /** Parameters that it declares; absent when only running it would tell. */
  readonly handlerParameters?: number | undefined;
  /** The code, its source map, packages and other files, sorted by path. */
  readonly files: readonly BundleFile[];
  /** Sorted by path. */
  readonly inputs: readonly ArtifactInput[];
  readonly warnings: readonly BuildWarning[];
  readonly esbuildVersion: string;
  /** Packages in `node_modules`, sorted by path. */
  readonly externals: readonly ExternalPackage[];
  readonly nativeFiles: readonly NativeFile[];
}
