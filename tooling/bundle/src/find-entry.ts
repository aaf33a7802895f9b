import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '@tooling/core/build';

/** The names that an entry file can have. */
export const entryNames = [
  'index.ts',
  'index.mts',
  'index.cts',
  'index.js',
  'index.mjs',
  'index.cjs',
] as const;

/**
 * The one entry file of a lambda's directory, by its name: `index.ts`.
 *
 * None, or more than one, is `ENTRY_MISSING`: which of two would run is not ours to guess.
 */
export async function findEntry(lambdaDirectory: string, subject?: string): Promise<string> {
  const present = await readNames(lambdaDirectory, subject);
  const candidates = entryNames.filter((name) => present.includes(name));
  const kinds = await Promise.all(
    candidates.map((name) => kindOf(path.join(lambdaDirectory, name))),
  );
  const files = candidates.filter((_, index) => kinds[index] === 'file');
  const [entry, second] = files;
  if (entry !== undefined && second === undefined) return entry;

  const odd = candidates.flatMap((name, index) =>
    kinds[index] === 'file' ? [] : [`${name} is ${kinds[index]}`],
  );
  throw new UserError(
    'ENTRY_MISSING',
    entry === undefined
      ? 'there is no entry file'
      : `there are ${files.length} entry files: ${files.join(', ')}`,
    {
      subject: subject ?? lambdaDirectory,
      problems: odd.length > 0 ? odd : listing(files, present),
    },
  );
}

function listing(files: readonly string[], present: readonly string[]): string[] {
  if (files.length > 0) return [];
  return [present.length === 0 ? 'the directory is empty' : `it holds ${present.join(', ')}`];
}

async function readNames(directory: string, subject: string | undefined): Promise<string[]> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => name !== 'node_modules' && name !== 'dist').sort();
  } catch (cause) {
    throw new UserError('ENTRY_MISSING', 'the directory cannot be read', {
      subject: subject ?? directory,
      problems: [(cause as Error).message],
      cause,
    });
  }
}

async function kindOf(file: string): Promise<string> {
  try {
    const stats = await stat(file);
    if (stats.isFile()) return 'file';
    return stats.isDirectory() ? 'a directory' : 'not a regular file';
  } catch {
    return 'a link to nothing';
  }
}
