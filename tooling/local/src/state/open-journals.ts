import { createReadStream } from 'node:fs';
import { appendFile, mkdir, open, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { safeFileName } from './safe-file-name.ts';
import type { Journals } from './state.ts';
import { corrupt, unwritable } from './state-errors.ts';

/** What the state keeps of open journals besides what their users see. */
export interface OpenJournals extends Journals<unknown> {
  /** Resolves when no write is under way, whatever became of them. */
  settled(): Promise<void>;
  forget(): void;
}

/**
 * Journals in a directory: a line of JSON for each entry.
 *
 * Whoever is killed while appending leaves a line without an end. It is not read, and the next
 * append of a later process cuts it off first.
 */
export function openJournals(directory: string): OpenJournals {
  const fileOf = (key: string) => join(directory, `${safeFileName(key)}.jsonl`);
  const writes = new Map<string, Promise<unknown>>();
  const repaired = new Set<string>();

  /** Writes to one key happen one after the other. */
  async function inOrder(key: string, write: () => Promise<void>): Promise<void> {
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
          await mkdir(dirname(file), { recursive: true });
          await cutTornLine(file);
          repaired.add(key);
        }
        await appendFile(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
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
