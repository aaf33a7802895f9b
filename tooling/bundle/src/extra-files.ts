import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactInput, Bundling } from '@tooling/core';
import type { BundleFile } from './bundle.ts';
import { hashedDirectories, readManifest } from './hashed-directories.ts';
import { toPosix, type InputPaths } from './input-path.ts';
import { isProgram } from './native-file.ts';

export interface ExtraFilesRequest {
  readonly entries: NonNullable<Bundling['files']>;
  readonly lambdaDirectory: string;
  readonly workspaceRoot: string;
  readonly paths: InputPaths;
}

/** Files that the configuration puts into the zip. */
export interface ExtraFiles {
  readonly files: readonly BundleFile[];
  readonly inputs: readonly ArtifactInput[];
  /** Where they really are, absolute. */
  readonly sources: readonly string[];
  readonly problems: readonly string[];
}

/** Finds and reads `bundling.files`. Whether they may be taken is `findUnhashed`'s to say. */
export async function extraFiles(request: ExtraFilesRequest): Promise<ExtraFiles> {
  const found = await Promise.all(
    request.entries.map((entry, index) => findFiles(entry, `bundling.files[${index}]`, request)),
  );
  const files = found.flatMap((one) => (typeof one === 'string' ? [] : one));
  const read = await Promise.all(files.map((file) => readOne(file, request.paths)));
  return {
    files: read.map(({ file }) => file),
    inputs: read.flatMap(({ input }) => input ?? []),
    sources: files.map(({ source }) => source),
    problems: found.filter((one) => typeof one === 'string'),
  };
}

interface FoundFile {
  /** With links followed. */
  readonly source: string;
  /** Path in the zip. */
  readonly target: string;
}

type Entry = ExtraFilesRequest['entries'][number];

/** What an entry means, or why it means nothing. */
async function findFiles(
  { from, to, package: name }: Entry,
  field: string,
  { lambdaDirectory, workspaceRoot }: ExtraFilesRequest,
): Promise<FoundFile[] | string> {
  const lambda = toPosix(path.relative(workspaceRoot, lambdaDirectory));
  const base =
    name === undefined
      ? lambdaDirectory
      : hashedDirectories(lambdaDirectory, workspaceRoot).find(
          (one) => readManifest(one).name === name,
        );
  if (base === undefined) {
    return `${field}.package: ${lambda} does not depend on a package "${name}" of the workspace: add it to ${lambda}/package.json`;
  }
  const { prefix, isGlob } = splitGlob(from);
  const start = path.join(base, prefix);
  const stats = await stat(start).catch(() => undefined);
  if (stats?.isFile() && !isGlob) {
    return [{ source: await realpath(start), target: path.posix.normalize(to ?? from) }];
  }
  const all = stats?.isDirectory() ? await listBelow(start) : [];
  const taken = all.filter((file) => !isGlob || path.matchesGlob(joinPath(prefix, file), from));
  if (taken.length === 0) {
    return `${field}.from: "${from}" is no file in ${toPosix(path.relative(workspaceRoot, base))}, and nothing matches it there`;
  }
  return Promise.all(
    taken.map(async (file) => ({
      source: await realpath(path.join(start, file)),
      target: path.posix.normalize(joinPath(to ?? prefix, file)),
    })),
  );
}

const joinPath = (directory: string, file: string) =>
  directory === '' ? file : `${directory}/${file}`;

/** `templates` of `templates/*.html`: the directories before the first wildcard. */
function splitGlob(from: string): { prefix: string; isGlob: boolean } {
  const parts = from.split('/').filter((part) => part !== '' && part !== '.');
  const first = parts.findIndex((part) => /[*?[\]{}]/.test(part));
  return first < 0
    ? { prefix: parts.join('/'), isGlob: false }
    : { prefix: parts.slice(0, first).join('/'), isGlob: true };
}

/** What installations, builds and tools make: never a source. */
const madeByTools = new Set(['node_modules', 'dist', '.turbo', '.git']);

/** All files below a directory, sorted, those behind links to files included. */
async function listBelow(directory: string, prefix = ''): Promise<string[]> {
  const entries = await readdir(path.join(directory, prefix), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const name = joinPath(prefix, entry.name);
      if (entry.isDirectory()) {
        return madeByTools.has(entry.name) ? [] : listBelow(directory, name);
      }
      const stats = await stat(path.join(directory, name)).catch(() => undefined);
      return stats?.isFile() ? [name] : [];
    }),
  );
  return found.flat().sort();
}

async function readOne({ source, target }: FoundFile, paths: InputPaths) {
  const contents = await readFile(source);
  const name = paths.nameOf(source);
  const input = name !== undefined && {
    path: name,
    sizeBytes: contents.length,
    bundledBytes: contents.length,
    sha256: createHash('sha256').update(contents).digest('hex'),
  };
  const file = { path: target, contents, isProgram: isProgram(contents) };
  return { file, input: input || undefined };
}
