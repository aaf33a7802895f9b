import type { Metafile } from 'esbuild';

export interface FinishedBundle {
  readonly metafile: Metafile;
  readonly outputName: string;
  /** The bundle as esbuild made it, which the metafile speaks of. */
  readonly longCode: string;
  /** Bytes of it in the zip, with short names. */
  readonly codeBytes: number;
}

/**
 * What each input has of the finished code, in bytes, by its key in the metafile. esbuild counted before
 * names were shortened: the shares are its, the whole is the finished one.
 */
export function bundledBytes(bundle: FinishedBundle): ReadonlyMap<string, number> {
  const { metafile, outputName, longCode, codeBytes } = bundle;
  const output = metafile.outputs[outputName];
  const inputs = Object.entries(output?.inputs ?? {});
  const counted = inputs.map(([key, { bytesInOutput }]): readonly [string, number] => {
    // Modules that run on demand carry their path, which is taken out: see `shortenNames`.
    const isNamed = bytesInOutput > 0 && longCode.includes(`({${JSON.stringify(key)}(`);
    return [key, isNamed ? bytesInOutput - new TextEncoder().encode(key).length : bytesInOutput];
  });
  const whole = counted.reduce((sum, [, bytes]) => sum + bytes, 0);
  const ratio = whole === 0 ? 0 : Math.min(1, codeBytes / whole);
  return new Map(counted.map(([key, bytes]) => [key, Math.ceil(bytes * ratio)]));
}
