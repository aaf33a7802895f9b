import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { unzipSync } from 'fflate';
import type { BlobStore } from '../state/state.ts';
import { readZipModes } from './zip-modes.ts';

/**
 * Function code on disk: one directory for each zip, and one for each list of layers, shared by
 * every environment that runs it.
 */
export interface CodeDirectories {
  /** @returns the directory of the zip's files, unpacked when it is not there yet. */
  unpack(codeSha256Hex: string): Promise<string>;
  /** @returns the directory that the files of all these zips share, later ones over earlier ones. */
  unpackLayers(sha256Hexes: readonly string[]): Promise<string>;
}

/**
 * Files are written beside and renamed, so that a directory under its final name is whole; they are
 * read-only, the directories stay writable so that deleting the state needs no chmod.
 */
export function openCodeDirectories(
  blobs: Pick<BlobStore, 'read'>,
  directory: string,
): CodeDirectories {
  const running = new Map<string, Promise<string>>();
  let swept: Promise<void> | undefined;

  const unpack = async (name: string, digests: readonly string[]): Promise<string> => {
    const target = join(directory, name);
    if (await exists(target)) return target;
    await (swept ??= removeUnfinished(directory));
    const temporary = join(directory, `.${name}.${randomUUID()}`);
    try {
      for (const [index, digest] of digests.entries()) {
        await writeFiles(await blobs.read(digest), temporary, { over: index > 0 });
      }
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      if (!(await exists(target))) throw error;
    }
    return target;
  };

  const unpackOnce = (name: string, digests: readonly string[]): Promise<string> => {
    const current = running.get(name) ?? unpack(name, digests);
    running.set(name, current);
    return current.finally(() => running.delete(name));
  };

  return {
    unpack: (digest) => unpackOnce(digest, [digest]),
    unpackLayers(digests) {
      const all = createHash('sha256').update(digests.join()).digest('hex');
      return unpackOnce(`layers-${all}`, digests);
    },
  };
}

/** What was being unpacked by a process that was killed. */
async function removeUnfinished(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const unfinished = names.filter((name) => name.startsWith('.'));
  await Promise.all(
    unfinished.map((name) => rm(join(directory, name), { recursive: true, force: true })),
  );
}

/** @param options.over Whether there may be files of the same names, which are read-only. */
async function writeFiles(
  zip: Uint8Array,
  directory: string,
  { over }: { readonly over: boolean },
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const modes = readZipModes(zip);
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    const path = join(directory, safePath(name));
    if (name.endsWith('/')) {
      await mkdir(path, { recursive: true });
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    const mode = modes.get(name) ?? 0o644;
    if (over) await rm(path, { recursive: true, force: true });
    await writeFile(path, bytes, { mode: mode & 0o555 });
  }
}

/** A zip may name any path; only those inside its own directory are written. */
function safePath(name: string): string {
  const normal = posix.normalize(name);
  if (posix.isAbsolute(normal) || normal.split(/[/\\]/).includes('..')) {
    throw new Error(`The deployment package has an entry outside its directory: ${name}`);
  }
  return normal;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
