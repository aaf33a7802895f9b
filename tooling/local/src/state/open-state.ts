import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { lockDirectory, type Owner } from './directory-lock.ts';
import { openBlobStore } from './open-blob-store.ts';
import { openCollection, type OpenCollection } from './open-collection.ts';
import { openJournals, type OpenJournals } from './open-journals.ts';
import { safeFileName } from './safe-file-name.ts';
import type { Collection, Journals, State } from './state.ts';
import { unwritable } from './state-errors.ts';

export interface OpenStateOptions {
  /** How long to wait for another process that has the directory open. 0: fail at once. */
  readonly waitMs?: number | undefined;
  readonly kind?: Owner['kind'] | undefined;
}

/** A state whose holder can say at which address it answers. */
export interface OpenState extends State {
  announce(url: string): Promise<void>;
}

/**
 * Opens a state directory for this process alone, and makes it where there is none.
 *
 * @throws UserError STATE_IN_USE, STATE_CORRUPT or STATE_UNWRITABLE.
 *
 * @example
 * const state = await openState('.local');
 * const roles = await state.collection<Role>('iam/roles');
 * await roles.put('admin', { name: 'admin' });
 * await state.close();
 */
export async function openState(
  path: string,
  { waitMs, kind = 'command' }: OpenStateOptions = {},
): Promise<OpenState> {
  const directory = resolve(path);
  const temporary = join(directory, 'tmp');
  const scratchDirectory = join(directory, 'scratch');
  await makeDirectories(temporary, scratchDirectory);
  const lock = await lockDirectory(directory, temporary, { waitMs });
  try {
    await rm(temporary, { recursive: true, force: true });
    await makeDirectories(temporary);
    await lock.announce({ pid: process.pid, kind });
  } catch (error) {
    lock.release();
    throw unwritable(directory, error);
  }

  const collections = new Map<string, OpenCollection>();
  const journals = new Map<string, OpenJournals>();
  const all = () => [...collections.values(), ...journals.values()];
  const settled = () => Promise.all(all().map((open) => open.settled()));
  return {
    scratchDirectory,
    blobs: openBlobStore(join(directory, 'blobs'), temporary),
    async collection<Document>(name: string) {
      let open = collections.get(name);
      if (open === undefined) {
        const folders = name.split('/').map(safeFileName);
        open = openCollection(join(directory, 'documents', ...folders), temporary);
        collections.set(name, open);
      }
      // The documents are the caller's own JSON, read back: its type is the caller's promise.
      return open as Collection<Document>;
    },
    journals<Entry>(name: string) {
      let open = journals.get(name);
      if (open === undefined) {
        open = openJournals(join(directory, 'journals', ...name.split('/').map(safeFileName)));
        journals.set(name, open);
      }
      return open as Journals<unknown> as Journals<Entry>;
    },
    announce: (url) => lock.announce({ pid: process.pid, kind, url }),
    async clear() {
      await settled();
      for (const open of all()) open.forget();
      // Documents go first and at once: what is left of the rest is then only unused.
      for (const part of ['documents', 'journals', 'blobs', 'scratch']) {
        await drop(join(directory, part), temporary);
      }
      await makeDirectories(scratchDirectory);
    },
    async close() {
      await settled();
      lock.release();
    },
  };
}

async function makeDirectories(...directories: readonly string[]): Promise<void> {
  for (const directory of directories) {
    try {
      await mkdir(directory, { recursive: true });
    } catch (error) {
      throw unwritable(directory, error);
    }
  }
}

/** One rename makes it vanish as a whole; deleting the files may then be interrupted. */
async function drop(directory: string, temporaryDirectory: string): Promise<void> {
  const dropped = join(temporaryDirectory, randomUUID());
  try {
    await rename(directory, dropped);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw unwritable(directory, error);
  }
  await rm(dropped, { recursive: true, force: true });
}
