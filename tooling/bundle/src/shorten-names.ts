import type { TransformOptions } from 'esbuild';
import type { ModuleFormat } from './decide-format.ts';
import type { NodeTarget } from './esbuild-options.ts';

export interface LongNamed {
  /** A bundle, with its source map in its last line. */
  readonly code: string;
  readonly format: ModuleFormat;
  readonly target: NodeTarget;
}

/** The same program, and its source map as JSON. */
export interface ShortNamed {
  readonly code: string;
  readonly map: string;
}

/**
 * Gives what is in a finished bundle its short names.
 *
 * esbuild chooses short names by how often each letter occurs in the text that it reads. In the same run
 * as the bundling that text is the sources, with their types and with everything that tree-shaking drops:
 * a new type, or an export that nobody uses, would rename variables in every bundle around it, and deploy
 * them for nothing. Read from the bundle, the text is what runs.
 */
export async function shortenNames({ code, format, target }: LongNamed): Promise<ShortNamed> {
  const { transform } = await import('esbuild');
  const options = {
    format,
    target,
    platform: 'node',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
  } satisfies TransformOptions;
  const short = await transform(withoutPaths(code), options);
  return { code: short.code + listedExports(code), map: short.map };
}

/**
 * The wrapper of a module that is run on demand, as `__commonJS({"node_modules/…/index.js"(exports) {`,
 * has the module's path for profilers to show. Where a package lies depends on its version and on its
 * neighbours', which are no part of what runs. Nothing reads the name but by its position.
 *
 * What stands in its place is as long, so that the source map stays right.
 */
function withoutPaths(code: string): string {
  return code.replace(
    /(\b__(?:commonJS|esm)(?:Min)?\d*\(\{)("(?:[^"\\]|\\.)*")(?=\()/g,
    (_, start: string, name: string) => start + '""'.padEnd(name.length),
  );
}

/** `0&&(module.exports={handler});`: never runs, and tells Node which exports there are. */
function listedExports(code: string): string {
  const start = code.lastIndexOf('0&&(module.exports={');
  if (start === -1) return '';
  const end = code.indexOf('});', start);
  return `${code.slice(start, end + '});'.length)}\n`;
}
