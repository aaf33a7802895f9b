import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ArtifactInput } from '@tooling/core';
import type { Metafile } from 'esbuild';
import { isShim } from './esbuild-options.ts';
import type { InputPaths } from './input-path.ts';

/** Whether a key of the metafile is a file: not `<data:…>`, `(disabled):…` or a shim of ours. */
const isFile = (key: string) => !/^[<(]/.test(key) && !isShim(key);

/** The files that the bundler read, absolute. */
export function listFiles(metafile: Metafile, workspaceRoot: string): string[] {
  const keys = Object.keys(metafile.inputs).filter(isFile);
  return [...new Set(keys.map((key) => fileOf(key, workspaceRoot)))];
}

/** The file that a key, or an import, of the metafile means. */
export const fileOf = (key: string, workspaceRoot: string) =>
  withoutQuery(path.resolve(workspaceRoot, key));

/** The files that the bundler read, and those of them whose path no other machine has. */
export function readInputs(
  metafile: Metafile,
  bytes: ReadonlyMap<string, number>,
  workspaceRoot: string,
  paths: InputPaths,
): { inputs: ArtifactInput[]; outside: string[] } {
  const keys = Object.keys(metafile.inputs).filter(isFile);
  const read = keys.map((key) => {
    const file = fileOf(key, workspaceRoot);
    const name = paths.nameOf(file);
    if (name === undefined) return file;
    // esbuild has just read it: it is in the system's cache, where asking a thread for it costs more.
    const contents = readFileSync(file);
    return {
      path: name,
      sizeBytes: contents.length,
      bundledBytes: bytes.get(key) ?? 0,
      sha256: createHash('sha256').update(contents).digest('hex'),
    };
  });
  return {
    inputs: mergeCopies(read.filter((input) => typeof input === 'object')),
    outside: read.filter((input) => typeof input === 'string').sort(),
  };
}

/** `import './x.js?fresh'` is a module of its own to esbuild, and the same file. */
const withoutQuery = (file: string) => (existsSync(file) ? file : file.replace(/[?#][^/\\]*$/, ''));

/**
 * One entry for each path and content: pnpm installs a package once for each set of its peers, and all
 * these copies have one path here.
 */
export function mergeCopies(inputs: readonly ArtifactInput[]): ArtifactInput[] {
  const merged = new Map<string, ArtifactInput>();
  for (const input of inputs) {
    const key = `${input.path}\0${input.sha256}`;
    const bundledBytes = (merged.get(key)?.bundledBytes ?? 0) + input.bundledBytes;
    merged.set(key, { ...input, bundledBytes });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input);
}
