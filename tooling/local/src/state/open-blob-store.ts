import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomic-write.ts';
import { isMissing } from './make-directory.ts';
import type { BlobStore } from './state.ts';
import { corrupt } from './state-errors.ts';
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

async function readBlob(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw corrupt(file, isMissing(error) ? 'is missing' : 'cannot be read', error);
  }
}
