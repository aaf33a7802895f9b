import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { UserError } from '@tooling/core';
import { settleAll } from './settle-all.ts';

export const entryNames = /^index\.(?:ts|mts|cts|js|mjs|cjs)$/;
// What a removed lambda leaves behind, because git does not track it.
const leftovers = new Set(['dist', 'node_modules', '.turbo', '.DS_Store']);

/** A directory under lambdas/ that is meant to be a lambda. */
export interface LambdaDirectory {
  readonly name: string;
  /** From the root: `lambdas/predict`. */
  readonly directory: string;
  readonly files: readonly string[];
  readonly hasManifest: boolean;
}

/**
 * The directories under lambdas/, sorted by name; those with nothing but leftovers are no lambdas.
 *
 * @throws UserError WORKSPACE_INVALID with everything there that cannot be read, or is no directory
 */
export async function listLambdaDirectories(root: string): Promise<readonly LambdaDirectory[]> {
  const entries = await readDirectory(root, 'lambdas');
  const named = entries.filter(({ name }) => !name.startsWith('.') && name !== 'README.md');
  const directories = await settleAll(named.map((entry) => readLambdaDirectory(root, entry)));
  return directories
    .filter(({ files }) => files.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Their names alone, sorted, whatever is wrong inside of them: enough for commands that only ask a stage
 * about functions.
 */
export async function listLambdaNames(root: string): Promise<readonly string[]> {
  const entries = await readDirectory(root, 'lambdas');
  const directories = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const isMeant = await Promise.all(
    directories.map(async ({ name }) => {
      const files = await readDirectory(root, `lambdas/${name}`).catch(() => undefined);
      return files === undefined || files.some((file) => !leftovers.has(file.name));
    }),
  );
  return directories
    .filter((_, index) => isMeant[index])
    .map(({ name }) => name)
    .sort();
}

async function readLambdaDirectory(root: string, entry: Dirent): Promise<LambdaDirectory> {
  const { name } = entry;
  const directory = `lambdas/${name}`;
  checkKind(entry, directory);
  const files = (await readDirectory(root, directory)).map((file) => file.name);
  return {
    name,
    directory,
    files: files.filter((file) => !leftovers.has(file)).sort(),
    hasManifest: files.includes('package.json'),
  };
}

/** Nothing that somebody meant to be a lambda is passed over in silence. */
function checkKind(entry: Dirent, directory: string): void {
  if (entry.isDirectory()) return;
  const subject = directory;
  if (entry.isSymbolicLink()) {
    throw new UserError(
      'WORKSPACE_INVALID',
      `${directory} is a link: turbo does not see what changes behind it`,
      {
        subject,
        hint: 'put the directory itself there',
      },
    );
  }
  const { name, ext } = parse(directory);
  throw new UserError('WORKSPACE_INVALID', `${directory} is a file, and no lambda`, {
    subject,
    hint: `make a directory of it, lambdas/${name}/index${ext || '.js'}, or move it elsewhere`,
  });
}

/** Empty when there is none. */
async function readDirectory(root: string, directory: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(root, directory), { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unusable(directory, 'read', error);
  }
}

/** What the file system refuses, with its reason. */
export function unusable(path: string, verb: 'read' | 'written', error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new UserError('WORKSPACE_INVALID', `${path} cannot be ${verb}: ${code ?? message}`, {
    subject: path,
    hint: 'see that it is a directory that you may use',
    cause: error,
  });
}

/** A container image has its code in itself. @throws UserError ENTRY_UNUSED */
export function checkNoEntry({ directory, files }: LambdaDirectory): void {
  const entries = files.filter((file) => entryNames.test(file));
  if (entries.length === 0) return;
  throw new UserError(
    'ENTRY_UNUSED',
    `${directory} is a container image, and has ${entries.join(', ')}, which would never run`,
    { subject: directory },
  );
}

/** The one entry file of a lambda's directory. @throws UserError ENTRY_MISSING */
export function entryOf({ directory, files }: LambdaDirectory): string {
  const entries = files.filter((file) => entryNames.test(file));
  const [entry] = entries;
  if (entry !== undefined && entries.length === 1) return entry;
  throw new UserError(
    'ENTRY_MISSING',
    entries.length === 0
      ? `${directory} has no index file: there is ${files.join(', ')}`
      : `${directory} has more than one index file: ${entries.join(', ')}`,
    { subject: directory },
  );
}
