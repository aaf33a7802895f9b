import { createReadStream } from 'node:fs';
import { appendFile, open, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing, makeDirectory } from './make-directory.ts';
import { safeFileName } from './safe-file-name.ts';
import type { Journals } from './state.ts';
import { corrupt, unwritable } from './state-errors.ts';
import type { WriteGate } from './write-gate.ts';

/** What the state keeps of open journals besides what their users see. */
export interface OpenJournals extends Journals<unknown> {
  /** Resolves when no write is under way, whatever became of them. */
  settled(): Promise<void>;
  forget(): void;
}

/**
 * Journals in a directory: a line of JSON for each entry.
 *
 * Whoever is killed while appending, or finds the disk full, leaves a line without an end. It is not read, and the next
 * append cuts it off first: that of a later process, or of this one when the disk refused a part.
 */
export function openJournals(directory: string, gate: WriteGate): OpenJournals {
  const fileOf = (key: string) => join(directory, `${safeFileName(key)}.jsonl`);
  const writes = new Map<string, Promise<unknown>>();
  const repaired = new Set<string>();

  /** Writes to one key happen one after the other. */
  async function inOrder(key: string, write: () => Promise<void>): Promise<void> {
    while (gate.shut !== undefined) await gate.shut;
    gate.check();
    const mine = (writes.get(key) ?? Promise.resolve()).catch(() => {}).then(write);
    writes.set(key, mine);
    try {
      await mine;
    } catch (error) {
      throw unwritable(fileOf(key), error);
    } finally {
      if (writes.get(key) === mine) writes.delete(key);
    }
  }

  return {
    append: (key, entries) =>
      inOrder(key, async () => {
        const file = fileOf(key);
        if (!repaired.has(key)) {
          await makeDirectory(dirname(file));
          await cutTornLine(file);
        }
        repaired.delete(key);
        await appendLines(file, entries);
        repaired.add(key);
      }),
    read: (key) => readEntries(fileOf(key)),
    delete: (key) =>
      inOrder(key, async () => {
        repaired.delete(key);
        await rm(fileOf(key), { force: true });
      }),
    async settled() {
      await Promise.allSettled(writes.values());
    },
    forget: () => repaired.clear(),
  };
}

async function appendLines(file: string, entries: readonly unknown[]): Promise<void> {
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  try {
    await appendFile(file, lines);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await makeDirectory(dirname(file));
    await appendFile(file, lines);
  }
}

async function* readEntries(file: string): AsyncGenerator {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size === 0) return;
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', end: size - 1 })) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield parseEntry(file, line);
  }
}

function parseEntry(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw corrupt(file, `has a line that is not JSON: ${line.slice(0, 80)}`, error);
  }
}

async function cutTornLine(file: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r+');
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const end = await endOfLastLine(handle, size);
    if (end < size) await handle.truncate(end);
  } finally {
    await handle.close();
  }
}

/** Looks for the last line break from the end of the file, block by block. */
async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(64 * 1024);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - block.length);
    const { bytesRead } = await handle.read(block, 0, end - start, start);
    const at = block.subarray(0, bytesRead).lastIndexOf('\n');
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}
