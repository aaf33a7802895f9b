import { chmod, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { lockDirectory, type DirectoryLock, type Owner } from './directory-lock.ts';
import { isMissing, makeDirectory } from './make-directory.ts';
import { openBlobStore } from './open-blob-store.ts';
import { openCollection, type OpenCollection } from './open-collection.ts';
import { openJournals, type OpenJournals } from './open-journals.ts';
import { safeFileName } from './safe-file-name.ts';
import type { Collection, Journals, State } from './state.ts';
import { gone, unwritable } from './state-errors.ts';
import { createWriteGate } from './write-gate.ts';

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
 * Documents are read when their collection is asked for, which fails with STATE_CORRUPT.
 *
 * @throws UserError STATE_IN_USE or STATE_UNWRITABLE.
 *
 * @example
 * const state = await openState('.state');
 * const roles = await state.collection<{ readonly name: string }>('iam/roles');
 * await roles.put('admin', { name: 'admin' });
 * roles.get('admin'); // → { name: 'admin' }
 * await state.close();
 */
export async function openState(
  path: string,
  { waitMs, kind = 'command' }: OpenStateOptions = {},
): Promise<OpenState> {
  const directory = resolve(path);
  const temporary = join(directory, 'tmp');
  const scratchDirectory = join(directory, 'scratch');
  let owner: Owner = { pid: process.pid, kind };
  let lock = await takeDirectory(directory, temporary, owner, waitMs);
  const check = () => {
    if (!lock.isHeld()) throw gone(directory);
  };

  const gate = createWriteGate(check);
  const blobs = openBlobStore(join(directory, 'blobs'), temporary, gate);
  const collections = new Map<string, OpenCollection>();
  const journals = new Map<string, OpenJournals>();
  const all = () => [...collections.values(), ...journals.values()];
  const settled = () => Promise.all([blobs, ...all()].map((open) => open.settled()));
  return {
    scratchDirectory,
    blobs,
    check,
    async collection<Document>(name: string) {
      let open = collections.get(name);
      if (open === undefined) {
        const folders = name.split('/').map(safeFileName);
        open = openCollection(join(directory, 'documents', ...folders), temporary, gate);
        collections.set(name, open);
      }
      // The documents are the caller's own JSON, read back: its type is the caller's promise.
      return open as Collection<Document>;
    },
    journals<Entry>(name: string) {
      let open = journals.get(name);
      if (open === undefined) {
        const folders = name.split('/').map(safeFileName);
        open = openJournals(join(directory, 'journals', ...folders), gate);
        journals.set(name, open);
      }
      return open as Journals<unknown> as Journals<Entry>;
    },
    announce(url) {
      owner = { ...owner, url };
      return lock.announce(owner);
    },
    clear: () =>
      gate.whileShut(async () => {
        await settled();
        if (!lock.isHeld()) {
          lock.release();
          lock = await takeDirectory(directory, temporary, owner);
        }
        for (const open of all()) open.forget();
        // Documents go first and at once: what is left of the rest is then only unused.
        await makeDirectory(temporary);
        for (const part of parts) await drop(join(directory, part), temporary);
        await makeParts(directory);
      }),
    async close() {
      await settled();
      lock.release();
    },
  };
}

const parts = ['documents', 'journals', 'blobs', 'scratch'];

async function takeDirectory(
  directory: string,
  temporary: string,
  owner: Owner,
  waitMs?: number,
): Promise<DirectoryLock> {
  await makeDirectory(directory);
  const lock = await lockDirectory(directory, temporary, { waitMs });
  try {
    await rm(temporary, { recursive: true, force: true });
    await makeDirectory(temporary);
    await makeParts(directory);
    await lock.announce(owner);
  } catch (error) {
    lock.release();
    throw unwritable(directory, error);
  }
  return lock;
}

/** The parts are closed to other users, the directory only where it is ours: it may be `/tmp`. */
async function makeParts(directory: string): Promise<void> {
  for (const part of parts.map((name) => join(directory, name))) {
    await makeDirectory(part);
    await chmod(part, 0o700);
  }
}

/** One rename makes it vanish as a whole; deleting the files may then be interrupted. */
async function drop(directory: string, temporaryDirectory: string): Promise<void> {
  const dropped = join(temporaryDirectory, randomUUID());
  try {
    await rename(directory, dropped);
  } catch (error) {
    if (isMissing(error)) return;
    throw unwritable(directory, error);
  }
  await rm(dropped, { recursive: true, force: true });
}
