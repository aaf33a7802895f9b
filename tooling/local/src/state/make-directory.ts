import { mkdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { unwritable } from './state-errors.ts';

/** For this user alone: environments of functions hold secrets. */
const options = { recursive: true, mode: 0o700 } as const;

/** @throws UserError STATE_UNWRITABLE */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, options);
  } catch (error) {
    throw unwritable(directory, error);
  }
}

/** @throws UserError STATE_UNWRITABLE */
export function makeDirectorySync(directory: string): void {
  try {
    mkdirSync(directory, options);
  } catch (error) {
    throw unwritable(directory, error);
  }
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
