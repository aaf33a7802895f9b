import type { BuildResult } from 'esbuild';
import { bundledBytes } from './bundled-bytes.ts';
import type { EsbuildRequest } from './esbuild-options.ts';
import { shortenNames } from './shorten-names.ts';

/** What `esbuildOptions` asks esbuild for. */
export type EsbuildResult = BuildResult<{ write: false; metafile: true }>;

/** The code as it goes into the zip. */
export interface FinishedCode {
  readonly code: string;
  /** The same with the line that names the source map. */
  readonly contents: Uint8Array;
  /** JSON, with the sources as esbuild names them; absent when none is wanted. */
  readonly map?: string | undefined;
  /** What each input has of it, in bytes, by its key in the metafile. */
  readonly shares: ReadonlyMap<string, number>;
}

/** Gives what esbuild made its short names. */
export async function finishCode(
  { outputName, format, target, bundling }: EsbuildRequest,
  { outputFiles, metafile }: EsbuildResult,
): Promise<FinishedCode> {
  const longCode = outputFiles[0]?.text ?? '';
  const { code, map } = await shortenNames({ code: longCode, format, target });
  const hasMap = bundling.sourceMap !== false;
  const link = hasMap ? `//# sourceMappingURL=${outputName}.map\n` : '';
  const contents = new TextEncoder().encode(code + link);
  const shares = bundledBytes({ metafile, outputName, longCode, codeBytes: contents.length });
  return { code, contents, shares, ...(hasMap && { map }) };
}
