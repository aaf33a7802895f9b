import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { moveAtomically, writeAtomically } from './atomic-write.ts';
import { isMissing, makeDirectory } from './make-directory.ts';
import type { BlobStore } from './state.ts';
import { corrupt, unwritable } from './state-errors.ts';
import type { WriteGate } from './write-gate.ts';

/** What the state keeps of its blobs besides what their users see. */
export interface OpenBlobStore extends BlobStore {
  /** Resolves when no write is under way, whatever became of them. */
  settled(): Promise<void>;
}

/** Bytes in files that are named for their SHA-256, so that the same bytes are kept once. */
export function openBlobStore(
  directory: string,
  temporaryDirectory: string,
  gate: WriteGate,
): OpenBlobStore {
  const writes = new Set<Promise<unknown>>();
  const fileOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256);

  async function keep(file: string, bytes: Uint8Array): Promise<void> {
    const existing = await stat(file).catch(() => undefined);
    if (existing?.size === bytes.byteLength) return;
    await writeAtomically(temporaryDirectory, file, bytes);
  }

  return {
    async put(bytes) {
      while (gate.shut !== undefined) await gate.shut;
      gate.check();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const write = keep(fileOf(sha256), bytes);
      writes.add(write);
      await write.finally(() => writes.delete(write));
      return sha256;
    },
    async putStream(chunks) {
      const hash = createHash('sha256');
      const temporary = join(temporaryDirectory, randomUUID());
      async function* hashed() {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      }
      try {
        await makeDirectory(temporaryDirectory);
        await pipeline(hashed(), createWriteStream(temporary, { flags: 'wx' }));
        while (gate.shut !== undefined) await gate.shut;
        gate.check();
        const sha256 = hash.digest('hex');
        const write = moveAtomically(temporary, fileOf(sha256));
        writes.add(write);
        await write.finally(() => writes.delete(write));
        return sha256;
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {});
        throw isOfDisk(error) ? unwritable(directory, error) : error;
      }
    },
    async stream(sha256, range) {
      const file = fileOf(sha256);
      await stat(file).catch((error: unknown) => {
        throw corrupt(file, isMissing(error) ? 'is missing' : 'cannot be read', error);
      });
      return readPart(file, range);
    },
    async read(sha256) {
      const file = fileOf(sha256);
      const bytes = await readBlob(file);
      const actual = createHash('sha256').update(bytes).digest('hex');
      if (actual !== sha256) throw corrupt(file, `has other bytes than its name says (${actual})`);
      return bytes;
    },
    async settled() {
      await Promise.allSettled(writes);
    },
  };
}

/** Opens the file when somebody reads: of an answer that nobody takes, nothing stays open. */
async function* readPart(
  file: string,
  range: { readonly start: number; readonly end: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(file, range)) yield piece as Uint8Array;
}

function isOfDisk(error: unknown): boolean {
  const { syscall } = error as NodeJS.ErrnoException;
  return syscall === 'open' || syscall === 'write';
}

async function readBlob(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw corrupt(file, isMissing(error) ? 'is missing' : 'cannot be read', error);
  }
}
