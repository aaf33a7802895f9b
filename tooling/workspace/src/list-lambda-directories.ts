import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@tooling/core';

const entryNames = /^index\.(?:ts|mts|cts|js|mjs|cjs)$/;
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

/** The directories under lambdas/, sorted by name; those with nothing but leftovers are no lambdas. */
export async function listLambdaDirectories(root: string): Promise<readonly LambdaDirectory[]> {
  const entries = await readdir(join(root, 'lambdas'), { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const directories = await Promise.all(
    names.map(async ({ name }): Promise<LambdaDirectory> => {
      const files = await readdir(join(root, 'lambdas', name));
      return {
        name,
        directory: `lambdas/${name}`,
        files: files.filter((file) => !leftovers.has(file)).sort(),
        hasManifest: files.includes('package.json'),
      };
    }),
  );
  return directories
    .filter(({ files }) => files.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
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
