import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const lockfile = 'pnpm-lock.yaml';

/**
 * Enters a package without dependencies in the lockfile, as pnpm does when it writes the lockfile for
 * another reason: pnpm itself is content without the entry, which would then turn up in a commit of
 * somebody else.
 *
 * @param directory - from the root: `lambdas/hello`
 * @returns the files written, from the root; empty where there is no lockfile that is understood
 */
export async function lockPackage(root: string, directory: string): Promise<readonly string[]> {
  const file = join(root, lockfile);
  const before = await readFile(file, 'utf8').catch(() => '');
  const after = addImporter(before, directory);
  if (after === undefined) return [];
  const temporary = `${file}.${randomUUID()}`;
  try {
    await writeFile(temporary, after, { flag: 'wx' });
    await rename(temporary, file);
    return [lockfile];
  } catch {
    // It is none of the lambda's: `pnpm install` will do.
    await rm(temporary, { force: true });
    return [];
  }
}

/** Keys of `importers` are directories, sorted, each on a line of its own with two spaces. */
function addImporter(text: string, directory: string): string | undefined {
  const lines = text.split('\n');
  const start = lines.indexOf('importers:');
  if (!text.startsWith("lockfileVersion: '9.0'\n") || start === -1) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => /^\S/.test(line));
  const end = length === -1 ? lines.length : start + 1 + length;
  const keys = lines.flatMap((line, index) => {
    const [, key] = /^ {2}'?([^\s']+)'?:(?: \{\})?$/.exec(line) ?? [];
    return key === undefined || index <= start || index >= end ? [] : [{ key, index }];
  });
  if (keys.length === 0 || keys.some(({ key }) => key === directory)) return undefined;
  const next = keys.find(({ key }) => key > directory);
  const at = next?.index ?? end;
  return next === undefined && length === -1
    ? `${text.trimEnd()}\n\n  ${directory}: {}\n`
    : lines.toSpliced(at, 0, `  ${directory}: {}`, '').join('\n');
}
