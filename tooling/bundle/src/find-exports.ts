import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import type { ModuleFormat } from './decide-format.ts';

/** The names that the bundled entry exports. */
export interface EntryExports {
  readonly names: readonly string[];
  /** Whether these are certainly all. Always for ES modules; for CommonJS see `commonJsExports`. */
  readonly complete: boolean;
}

export interface BundledEntry {
  readonly metafile: Metafile;
  readonly outputName: string;
  readonly code: string;
  readonly format: ModuleFormat;
  readonly workspaceRoot: string;
}

/** What the bundle will export, found without running it. */
export async function findExports(entry: BundledEntry): Promise<EntryExports> {
  const output = entry.metafile.outputs[entry.outputName];
  if (entry.format === 'esm') return { names: output?.exports ?? [], complete: true };
  const key = output?.entryPoint ?? '';
  if (entry.metafile.inputs[key]?.format === 'esm') return annotatedExports(entry.code);
  return exportsOfFile(key, entry, new Set());
}

/**
 * Of ES-module syntax turned into CommonJS. esbuild lists the names at the end, in code that never
 * runs, because Node looks for them there too; with spaces where it is not minified.
 */
function annotatedExports(code: string): EntryExports {
  const list = /^\(module\.exports\s*=\s*\{([^{}]*)\}\)/.exec(
    code.slice(code.lastIndexOf('(module.exports')),
  );
  const names = (list?.[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('...'));
  return { names: names.map((name) => name.replace(/^"|"$/g, '')), complete: true };
}

/** Of one CommonJS file and those that it passes on. */
async function exportsOfFile(
  key: string,
  entry: BundledEntry,
  seen: Set<string>,
): Promise<EntryExports> {
  if (seen.has(key)) return { names: [], complete: true };
  seen.add(key);
  const input = entry.metafile.inputs[key];
  const found = input?.format === 'esm' ? undefined : await readExports(key, entry);
  if (input === undefined || found === undefined) return { names: [], complete: false };
  const passedOn = await Promise.all(
    found.reexports.map(async (specifier): Promise<EntryExports> => {
      const target = input.imports.find(({ original }) => original === specifier)?.path;
      if (target === undefined) return { names: [], complete: false };
      return exportsOfFile(target, entry, seen);
    }),
  );
  return {
    names: [...found.names, ...passedOn.flatMap(({ names }) => names)],
    complete: found.complete && passedOn.every(({ complete }) => complete),
  };
}

async function readExports(key: string, { workspaceRoot }: BundledEntry) {
  const source = await readFile(path.resolve(workspaceRoot, key), 'utf8');
  // With the parser, which only CommonJS needs.
  const { commonJsExports } = await import('./commonjs-exports.ts');
  if (!/\.[cm]?ts$/.test(key)) return commonJsExports(source);
  const { transform } = await import('esbuild');
  return commonJsExports((await transform(source, { loader: 'ts' })).code);
}
