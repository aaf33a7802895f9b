import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomic-write.ts';
import { makeDirectorySync } from './make-directory.ts';
import { safeFileName } from './safe-file-name.ts';
import type { Collection } from './state.ts';
import { corrupt, unwritable } from './state-errors.ts';
import type { WriteGate } from './write-gate.ts';

/** What the state keeps of an open collection besides what its users see. */
export interface OpenCollection extends Collection<unknown> {
  /** Resolves when no write is under way, whatever became of them. */
  settled(): Promise<void>;
  /** Empties the memory; the files are the caller's. */
  forget(): void;
}

/**
 * Reads a directory of documents, and writes through to it.
 *
 * A put is seen by `get` at once, so that a read and a write without an `await` between them are one
 * step; it is taken back when the disk refuses it.
 */
export function openCollection(
  directory: string,
  temporaryDirectory: string,
  gate: WriteGate,
): OpenCollection {
  const documents = readDocuments(directory);
  const writes = new Map<string, Promise<unknown>>();
  /** Of keys that are being written: what the disk has. */
  const durable = new Map<string, unknown>();
  let sorted: (readonly [string, unknown])[] | undefined;

  function set(key: string, document: unknown): void {
    if (document === undefined) documents.delete(key);
    else documents.set(key, document);
    sorted = undefined;
  }

  /** Changes memory now and the disk after the key's earlier changes. */
  async function change(key: string, document: unknown, toDisk: () => Promise<void>) {
    if (!writes.has(key)) durable.set(key, documents.get(key));
    set(key, document);
    const write = (writes.get(key) ?? Promise.resolve())
      .catch(() => {})
      .then(toDisk)
      .then(() => durable.set(key, document));
    writes.set(key, write);
    const isLast = () => writes.get(key) === write;
    try {
      await write;
    } catch (error) {
      // A later write of the key decides by itself.
      if (isLast()) set(key, durable.get(key));
      throw error;
    } finally {
      if (isLast()) {
        writes.delete(key);
        durable.delete(key);
      }
    }
  }

  return {
    get: (key) => documents.get(key),
    list: () => (sorted ??= [...documents].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
    async put(key, document) {
      while (gate.shut !== undefined) await gate.shut;
      gate.check();
      const text = JSON.stringify({ key, document });
      // What is read back now is what a later process will read from the file.
      const stored = (JSON.parse(text) as StoredDocument).document;
      const file = join(directory, `${safeFileName(key)}.json`);
      await change(key, stored, () => writeAtomically(temporaryDirectory, file, text));
    },
    async delete(key) {
      while (gate.shut !== undefined) await gate.shut;
      gate.check();
      if (!documents.has(key)) return false;
      const file = join(directory, `${safeFileName(key)}.json`);
      await change(key, undefined, () => removeFile(file));
      return true;
    },
    async settled() {
      await Promise.allSettled(writes.values());
    },
    forget() {
      documents.clear();
      sorted = undefined;
    },
  };
}

interface StoredDocument {
  readonly key: string;
  readonly document: unknown;
}

async function removeFile(file: string): Promise<void> {
  try {
    await rm(file, { force: true });
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Synchronous, because it is five times quicker so for many small files, and happens once. */
function readDocuments(directory: string): Map<string, unknown> {
  const documents = new Map<string, unknown>();
  for (const name of listFiles(directory)) {
    const file = join(directory, name);
    const { key, document } = parseDocument(file, readFileSync(file, 'utf8'));
    if (`${safeFileName(key)}.json` !== name) {
      throw corrupt(file, `holds the document of another key, ${JSON.stringify(key)}`);
    }
    documents.set(key, document);
  }
  return documents;
}

function listFiles(directory: string): string[] {
  makeDirectorySync(directory);
  return readdirSync(directory).filter((name) => name.endsWith('.json'));
}

function parseDocument(file: string, text: string): StoredDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw corrupt(file, 'is not JSON', error);
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !('key' in value && typeof value.key === 'string') ||
    !('document' in value)
  ) {
    throw corrupt(file, 'is not a document of the local AWS');
  }
  return { key: value.key, document: value.document };
}
