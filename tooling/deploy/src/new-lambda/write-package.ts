import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '@tooling/core';
import type { PackageFile } from './render-files.ts';

/**
 * Writes a directory with all of its files, or nothing: it gets its name when it is whole.
 *
 * @param directory - from the root: `lambdas/hello`
 * @throws UserError WORKSPACE_INVALID; whatever the signal was aborted with
 */
export async function writePackage(
  root: string,
  directory: string,
  { files, signal }: { readonly files: readonly PackageFile[]; readonly signal: AbortSignal },
): Promise<void> {
  const parent = join(root, dirname(directory));
  // Of a name with a dot no command thinks that it is a lambda.
  const temporary = join(parent, `.new-${randomUUID()}`);
  try {
    for (const { path, text } of files) {
      signal.throwIfAborted();
      const file = join(temporary, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: 'wx' });
    }
    signal.throwIfAborted();
    await rename(temporary, join(root, directory));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw signal.aborted ? error : unwritable(directory, error);
  }
}

function unwritable(directory: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new UserError('WORKSPACE_INVALID', `${directory} cannot be written: ${code ?? message}`, {
    subject: directory,
    hint: 'see that lambdas/ is a directory that you may write to, and that nothing of that name is in it',
    cause: error,
  });
}
