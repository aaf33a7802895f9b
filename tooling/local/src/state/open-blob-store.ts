import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomic-write.ts';
import type { BlobStore } from './state.ts';
import { corrupt } from './state-errors.ts';

/** Bytes in files that are named for their SHA-256, so that the same bytes are kept once. */
export function openBlobStore(directory: string, temporaryDirectory: string): BlobStore {
  const fileOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256);
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = fileOf(sha256);
      const existing = await stat(file).catch(() => undefined);
      if (existing?.size !== bytes.byteLength) {
        await writeAtomically(temporaryDirectory, file, bytes);
      }
      return sha256;
    },
    async read(sha256) {
      const file = fileOf(sha256);
      const bytes = await readBlob(file);
      const actual = createHash('sha256').update(bytes).digest('hex');
      if (actual !== sha256) throw corrupt(file, `has other bytes than its name says (${actual})`);
      return bytes;
    },
  };
}

async function readBlob(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw corrupt(file, missing ? 'is missing' : 'cannot be read', error);
  }
}
