import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournals as openGated } from './open-journals.ts';
import type { Journals } from './state.ts';
import { createWriteGate } from './write-gate.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journals-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const openJournals = (path: string) => openGated(path, createWriteGate());

async function entries(journals: Journals<unknown>, key: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const entry of journals.read(key)) all.push(entry);
  return all;
}

test('keeps entries in the order in which they were appended', async () => {
  const journals = openJournals(directory);
  await Promise.all([1, 2, 3].map((number) => journals.append('a', [number, `${number}\n`])));
  expect(await entries(journals, 'a')).toEqual([1, '1\n', 2, '2\n', 3, '3\n']);
  expect(await entries(journals, 'b')).toEqual([]);
  await journals.delete('a');
  expect(await entries(journals, 'a')).toEqual([]);
  await journals.append('a', ['again']);
  expect(await entries(openJournals(directory), 'a')).toEqual(['again']);
});

test('reads lines that are longer than a block, and characters of several bytes', async () => {
  const journals = openJournals(directory);
  const long = 'äöü€😀'.repeat(50_000);
  await journals.append('a', [long, 'short', long]);
  expect(await entries(journals, 'a')).toEqual([long, 'short', long]);
});

test.each([
  ['{"torn', 0],
  ['"whole"\n{"torn', 1],
  [`"whole"\n${'x'.repeat(200_000)}`, 1],
])('ignores a line without an end, and cuts it off before the next one', async (content, whole) => {
  const file = join(directory, 'a.jsonl');
  await writeFile(file, content);
  const journals = openJournals(directory);
  expect(await entries(journals, 'a')).toHaveLength(whole);
  await journals.append('a', ['next']);
  expect((await entries(journals, 'a')).at(-1)).toBe('next');
  expect(await readFile(file, 'utf8')).not.toContain('torn');
});

test('names the file with a line that is not JSON', async () => {
  const journals = openJournals(directory);
  await journals.append('a', [1]);
  const file = join(directory, 'a.jsonl');
  await appendFile(file, 'nonsense\n');
  await expect(entries(journals, 'a')).rejects.toMatchObject({
    code: 'STATE_CORRUPT',
    message: `${file} has a line that is not JSON: nonsense`,
  });
});

const prlimit = spawnSync('prlimit', ['--version']).error === undefined;

// Only Linux has prlimit; nothing else that every user may do fills a disk.
test.skipIf(!prlimit)('goes on after the half of a line that a full disk took', () => {
  const program = join(import.meta.dirname, 'testing', 'append-until-refused.ts');
  const arguments_ = ['--fsize=4096:unlimited', process.execPath, program, directory];
  const { stdout, stderr } = spawnSync('prlimit', arguments_, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    refused: { code: 'STATE_UNWRITABLE' },
    entries: ['before', 'after'],
  });
});

test('makes its directory again when it was deleted', async () => {
  const journals = openJournals(join(directory, 'logs'));
  await journals.append('a', [1]);
  await rm(join(directory, 'logs'), { recursive: true });
  await journals.append('a', [2]);
  expect(await entries(journals, 'a')).toEqual([2]);
});
