import path from 'node:path';
import { findOwner, howToAdd } from './find-owner.ts';
import { hashedDirectories } from './hashed-directories.ts';
import { splitInstalled, toPosix } from './input-path.ts';
import { listIgnored } from './list-ignored.ts';
import { unhashedFiles } from './unhashed-files.ts';

export interface UnhashedQuery {
  /** Absolute, with links followed; so are the directories. */
  readonly files: readonly string[];
  readonly lambdaDirectory: string;
  readonly workspaceRoot: string;
}

/**
 * Bundled files that turbo's hash of the build does not cover: a change in them would build nothing
 * and deploy nothing, and nobody would be told.
 *
 * @returns what to say of each, after `this is `
 */
export async function findUnhashed(query: UnhashedQuery): Promise<ReadonlyMap<string, string>> {
  const { lambdaDirectory, workspaceRoot } = query;
  const relative = (file: string) => toPosix(path.relative(workspaceRoot, file));
  const directories = hashedDirectories(lambdaDirectory, workspaceRoot);
  // The lockfile is the hash of what is installed.
  const own = query.files.filter((file) => splitInstalled(file) === undefined);
  const ignored = new Set(await listIgnored(workspaceRoot, own.map(relative)));
  const found = own.map((file) => {
    const within = directories.find((directory) => file.startsWith(directory + path.sep));
    const reason =
      within === undefined
        ? `which no package that ${relative(lambdaDirectory)} depends on has: ${never}; ${howToCover(file, query)}`
        : explainWithin(toPosix(path.relative(within, file)), ignored.has(relative(file)));
    return [file, reason && `${relative(file)}, ${reason}`] as const;
  });
  return new Map(found.flatMap(([file, text]) => (text === undefined ? [] : [[file, text]])));
}

const never = 'a change in it would never be deployed';

function explainWithin(file: string, isIgnored: boolean): string | undefined {
  const pattern = unhashedFiles.find((one) => matches(file, one));
  if (pattern !== undefined) {
    return `which turbo.json leaves out of builds (${pattern}): ${never}; move what is needed of it to a file of another name`;
  }
  return isIgnored ? `which git ignores: ${never}; commit it` : undefined;
}

/** Node's own globs take longer to load than all of this: these patterns are names, or endings. */
const matches = (file: string, pattern: string) =>
  pattern.startsWith('**/*') ? file.endsWith(pattern.slice('**/*'.length)) : file === pattern;

/** A shared package only has to be named; anything else first has to be in one. */
function howToCover(file: string, { lambdaDirectory, workspaceRoot }: UnhashedQuery): string {
  const owner = findOwner(file, workspaceRoot);
  const lambda = findOwner(path.join(lambdaDirectory, 'index'), workspaceRoot);
  if (owner?.manifest.startsWith('packages/') && lambda?.manifest.startsWith('lambdas/')) {
    return howToAdd(lambda, owner.name);
  }
  return 'move it into a package under packages/ and depend on it';
}
