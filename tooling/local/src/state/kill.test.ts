import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOwner } from './directory-lock.ts';
import { openState } from './open-state.ts';
import { fillerOf, type Round } from './testing/rounds.ts';

const writer = join(import.meta.dirname, 'testing', 'write-until-killed.ts');

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'state-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Lets a writer die in the middle of its third round; returns the last that it said was on disk. */
async function writeAndDie(first: number, turns: number): Promise<number> {
  const rounds = [first, first + 2, turns].map(String);
  const child = spawn(process.execPath, [writer, directory, ...rounds], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  expect((await exited)[1]).toBe('SIGKILL');
  return Number(lines.at(-1));
}

test('is readable and complete after each of several kills', async () => {
  let next = 0;
  for (const turns of [0, 1, 2, 4, 12]) {
    const written = await writeAndDie(next, turns);
    expect(written).toBe(next + 1);
    expect(readOwner(directory)).toBeUndefined();

    const state = await openState(directory);
    const documents = await state.collection<Round>('rounds');
    const latest = documents.get('latest');
    expect(latest?.round).toBeGreaterThanOrEqual(written);
    for (const [, { round, filler, blob }] of documents.list()) {
      expect(filler).toBe(fillerOf(round));
      expect(new TextDecoder().decode(await state.blobs.read(blob))).toBe(filler);
    }
    const journal: number[] = [];
    for await (const { round, filler } of state.journals<Round>('rounds').read('all')) {
      expect(filler).toBe(fillerOf(round));
      journal.push(round);
    }
    const lastInJournal = journal.at(-1) ?? -1;
    expect(lastInJournal).toBeGreaterThanOrEqual(written);
    expect(new Set(journal).size).toBe(journal.length);
    expect(await readdir(join(directory, 'tmp'))).toEqual([]);
    await state.close();
    next = Math.max(lastInJournal, latest?.round ?? 0) + 1;
  }
});
