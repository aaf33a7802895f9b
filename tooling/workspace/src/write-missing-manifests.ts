import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entryOf, listLambdaDirectories } from './list-lambda-directories.ts';

/**
 * The package.json of a directory that came without one. It names no dependency, so that a frozen
 * lockfile takes the package as it is: the commands come from the root's node_modules/.bin.
 */
function manifestText(name: string, entry: string): string {
  // A .js entry has no type: Node, and so the bundler, see by its syntax what it is.
  const isTypeScript = entry.endsWith('ts');
  const manifest = {
    name: `@lambdas/${name}`,
    version: '0.0.0',
    private: true,
    ...(isTypeScript && { type: 'module' }),
    scripts: { build: 'lambda build', test: 'vitest run --passWithNoTests' },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * Makes packages of the directories under lambdas/ that have only their code.
 *
 * @returns the files written, from the root
 * @throws UserError ENTRY_MISSING for a directory without an index file
 */
export async function writeMissingManifests(root: string): Promise<readonly string[]> {
  const directories = await listLambdaDirectories(root);
  const missing = directories.filter(({ hasManifest }) => !hasManifest);
  const files = missing.map((directory) => ({
    path: `${directory.directory}/package.json`,
    text: manifestText(directory.name, entryOf(directory)),
  }));
  // `wx`: should somebody write the file at this very moment, theirs stays.
  await Promise.all(
    files.map(({ path, text }) => writeFile(join(root, path), text, { flag: 'wx' })),
  );
  return files.map(({ path }) => path);
}
