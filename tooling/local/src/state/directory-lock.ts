import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '@tooling/core';
import { writeAtomically } from './atomic-write.ts';

/** Who has a state directory open. */
export interface Owner {
  readonly pid: number;
  /** One command that ends by itself, or a server that others can use. */
  readonly kind: 'command' | 'server';
  /** Where a server answers. */
  readonly url?: string | undefined;
}

/** The right to use a state directory, until it is released or its process ends. */
export interface DirectoryLock {
  /** Tells others what holds the directory, and at which address. */
  announce(owner: Owner): Promise<void>;
  /** False when the directory was deleted: another process may then have made and locked it anew. */
  isHeld(): boolean;
  release(): void;
}

const pollMs = 20;
/** A prober holds the lock for an instant; an opener that must not wait outlasts it. */
const graceMs = 100;

/**
 * Takes the directory for this process alone.
 *
 * The lock is one of the operating system, held through SQLite, the only way to such a lock in
 * Node: the kernel releases it with the process, however that ends, and no process id that was
 * given to another program can be mistaken for the holder.
 *
 * @throws UserError STATE_IN_USE with the holder's process id when it is not free within `waitMs`.
 */
export async function lockDirectory(
  directory: string,
  temporaryDirectory: string,
  { waitMs = 0 }: { readonly waitMs?: number | undefined } = {},
): Promise<DirectoryLock> {
  const lock = await waitForLock(directory, Math.max(waitMs, graceMs));
  const ownerFile = join(directory, ownerFileName);
  const lockFile = join(directory, lockFileName);
  const locked = statSync(lockFile).ino;
  const isHeld = () => lock.isOpen && statSync(lockFile, { throwIfNoEntry: false })?.ino === locked;
  // A holder that was killed left its name.
  rmSync(ownerFile, { force: true });
  return {
    announce: (owner) => writeAtomically(temporaryDirectory, ownerFile, JSON.stringify(owner)),
    isHeld,
    release() {
      // The name of a successor is none of our business.
      if (isHeld()) rmSync(ownerFile, { force: true });
      if (lock.isOpen) lock.close();
    },
  };
}

/**
 * Who has the directory open now, if anybody has: a command finds the running server by this.
 *
 * @example
 * readOwner('nobody-has-it'); // → undefined
 */
export function readOwner(directory: string): Owner | undefined {
  const owner = parseOwner(join(directory, ownerFileName));
  if (owner === undefined) return undefined;
  const lock = tryLock(directory);
  lock?.close();
  return lock === undefined ? owner : undefined;
}

const lockFileName = 'lock';
const ownerFileName = 'owner.json';

async function waitForLock(directory: string, waitMs: number): Promise<DatabaseSync> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const lock = tryLock(directory);
    if (lock !== undefined) return lock;
    if (performance.now() > deadline) throw inUse(directory);
    await delay(pollMs);
  }
}

/** The connection that holds the lock, or undefined when another one does. */
function tryLock(directory: string): DatabaseSync | undefined {
  const file = join(directory, lockFileName);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (sqliteCode(error) === sqliteBusy) return undefined;
    throw sqliteCode(error) === undefined ? error : notLockable(file, error);
  }
}

/** https://sqlite.org/rescode.html */
const sqliteBusy = 5;

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

function notLockable(file: string, cause: unknown): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new UserError('STATE_UNWRITABLE', `cannot lock ${file}: ${message}`, {
    subject: file,
    cause,
  });
}

function parseOwner(file: string): Owner | undefined {
  let owner: unknown;
  try {
    owner = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Nobody announced itself, or the holder is just leaving.
    return undefined;
  }
  return isOwner(owner) ? owner : undefined;
}

function isOwner(value: unknown): value is Owner {
  return typeof value === 'object' && value !== null && 'pid' in value && 'kind' in value;
}

function inUse(directory: string): UserError {
  const owner = parseOwner(join(directory, ownerFileName));
  const holder =
    owner === undefined
      ? 'another process'
      : `process ${owner.pid}${owner.url === undefined ? '' : `, a server at ${owner.url}`}`;
  return new UserError('STATE_IN_USE', `${directory} is in use by ${holder}`, {
    subject: directory,
  });
}
