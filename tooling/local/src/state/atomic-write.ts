import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { isMissing, makeDirectory } from './make-directory.ts';
import { unwritable } from './state-errors.ts';

/**
 * Replaces a file as a whole: whoever is killed in between leaves the old file or the new one, and
 * perhaps a leftover in the temporary directory, which the next opener empties.
 *
 * There is no fsync: a killed process loses nothing by that, and a power cut costs a local stage
 * that one deploy makes again.
 */
export async function writeAtomically(
  temporaryDirectory: string,
  file: string,
  content: string | Uint8Array,
): Promise<void> {
  const temporary = join(temporaryDirectory, randomUUID());
  try {
    await within(temporaryDirectory, () => writeFile(temporary, content, { flag: 'wx' }));
    await within(dirname(file), () => rename(temporary, file));
  } catch (error) {
    // The first failure is the one to report; what is left here the next opener removes.
    await rm(temporary, { force: true }).catch(() => {});
    throw unwritable(file, error);
  }
}

/** Gives a temporary file its name and place. */
export async function moveAtomically(temporary: string, file: string): Promise<void> {
  try {
    await within(dirname(file), () => rename(temporary, file));
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Does what needs a directory; one that is not there, or no longer, is made. */
async function within(directory: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isMissing(error)) throw error;
    await makeDirectory(directory);
    await act();
  }
}
