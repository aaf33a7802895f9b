import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOwner } from './directory-lock.ts';
import { openState } from './open-state.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'state-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('keeps documents for the next opener, sorted by key', async () => {
  const first = await openState(directory);
  const written = await first.collection<{ size: number }>('lambda/functions');
  await written.put('b', { size: 2 });
  await written.put('a', { size: 1 });
  await written.put('gone', { size: 3 });
  expect(await written.delete('gone')).toBe(true);
  expect(await written.delete('gone')).toBe(false);
  await first.close();

  const second = await openState(directory);
  const read = await second.collection<{ size: number }>('lambda/functions');
  expect(read.list()).toEqual([
    ['a', { size: 1 }],
    ['b', { size: 2 }],
  ]);
  await second.close();
});

test('keeps keys apart that differ in case, or that no file system could hold', async () => {
  const keys = [
    'name',
    'Name',
    'a/b',
    '../a',
    '',
    'é',
    'x'.repeat(300),
    `${'x'.repeat(300)}y`,
    'name~',
  ];
  const first = await openState(directory);
  const written = await first.collection<string>('keys');
  await Promise.all(keys.map((key) => written.put(key, key)));
  await first.close();

  const second = await openState(directory);
  const read = await second.collection<string>('keys');
  expect(
    read
      .list()
      .map(([key]) => key)
      .sort(),
  ).toEqual([...keys].sort());
  for (const key of keys) expect(read.get(key)).toBe(key);
  await second.close();
});

test('lets the last of several writes to a key win, in memory at once and on disk', async () => {
  const state = await openState(directory);
  const counters = await state.collection<number>('counters');
  const writes = Array.from({ length: 50 }, (_, number) => counters.put('one', number));
  expect(counters.get('one')).toBe(49);
  await Promise.all(writes);
  await state.close();
  const reopened = await openState(directory);
  expect((await reopened.collection<number>('counters')).get('one')).toBe(49);
  await reopened.close();
});

test('hands out what the file will say, not the object that was put', async () => {
  const state = await openState(directory);
  const dates = await state.collection<unknown>('dates');
  const document = { at: new Date(0), nothing: undefined, nested: { changed: false } };
  await dates.put('one', document);
  document.nested.changed = true;
  expect(dates.get('one')).toStrictEqual({
    at: '1970-01-01T00:00:00.000Z',
    nested: { changed: false },
  });
  await state.close();
});

test('keeps blobs by their hash, and notices changed or missing bytes', async () => {
  const state = await openState(directory);
  const hash = await state.blobs.put(new TextEncoder().encode('zip'));
  expect(await state.blobs.put(new TextEncoder().encode('zip'))).toBe(hash);
  expect(new TextDecoder().decode(await state.blobs.read(hash))).toBe('zip');
  const file = join(directory, 'blobs', hash.slice(0, 2), hash);
  await writeFile(file, 'zap');
  await expect(state.blobs.read(hash)).rejects.toMatchObject({
    code: 'STATE_CORRUPT',
    subject: file,
  });
  await rm(file);
  await expect(state.blobs.read(hash)).rejects.toThrow(`${file} is missing`);
  await state.close();
});

test.each([
  ['{"key":"a","docu', 'is not JSON'],
  ['null', 'is not a document of the local AWS'],
  ['{"key":"b","document":1}', 'holds the document of another key, "b"'],
])('names the file that is corrupt: %s', async (content, problem) => {
  const first = await openState(directory);
  await (await first.collection('things')).put('a', {});
  await first.close();
  const file = join(directory, 'documents', 'things', 'a.json');
  await writeFile(file, content);
  const second = await openState(directory);
  await expect(second.collection('things')).rejects.toMatchObject({
    code: 'STATE_CORRUPT',
    message: `${file} ${problem}`,
  });
  await second.close();
});

test('drops everything when cleared, and goes on', async () => {
  const state = await openState(directory);
  const things = await state.collection<number>('things');
  await things.put('a', 1);
  const hash = await state.blobs.put(new Uint8Array(3));
  await state.clear();
  expect(things.list()).toEqual([]);
  await expect(state.blobs.read(hash)).rejects.toMatchObject({ code: 'STATE_CORRUPT' });
  await things.put('b', 2);
  await state.close();
  const reopened = await openState(directory);
  expect((await reopened.collection('things')).list()).toEqual([['b', 2]]);
  await reopened.close();
});

test('is for one opener at a time, and names the one that has it', async () => {
  const server = await openState(directory, { kind: 'server' });
  await server.announce('http://127.0.0.1:4566');
  expect(readOwner(directory)).toEqual({
    pid: process.pid,
    kind: 'server',
    url: 'http://127.0.0.1:4566',
  });
  await expect(openState(directory)).rejects.toMatchObject({
    code: 'STATE_IN_USE',
    message: `${directory} is in use by process ${process.pid}, a server at http://127.0.0.1:4566`,
  });
  await server.close();
  expect(readOwner(directory)).toBeUndefined();
  await (await openState(directory)).close();
});

test('waits for the one that has it when asked to', async () => {
  const first = await openState(directory);
  const second = openState(directory, { waitMs: 60_000 });
  await first.close();
  const waited = await second;
  expect(readOwner(directory)).toEqual({ pid: process.pid, kind: 'command' });
  await waited.close();
});

test('takes back what the disk refused', async () => {
  const state = await openState(directory);
  const things = await state.collection<number>('things');
  await things.put('a', 1);
  // A file in the place of the temporary directory refuses writes to every user, root included.
  await rm(join(directory, 'tmp'), { recursive: true });
  await writeFile(join(directory, 'tmp'), '');
  await expect(things.put('a', 2)).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
  expect(things.get('a')).toBe(1);
  await state.close();
});

test('takes back to what the disk has when it refuses several writes at once', async () => {
  const state = await openState(directory);
  const things = await state.collection<number>('things');
  await things.put('a', 1);
  await rm(join(directory, 'tmp'), { recursive: true });
  await writeFile(join(directory, 'tmp'), '');
  const writes = [2, 3, 3].map((number) => things.put('a', number));
  const added = [4, 5].map((number) => things.put('b', number));
  for (const write of await Promise.allSettled([...writes, ...added])) {
    expect(write.status).toBe('rejected');
  }
  expect(things.list()).toEqual([['a', 1]]);
  await state.close();
});

test('lets writes that come while it is cleared wait, so that memory and disk agree', async () => {
  const state = await openState(directory);
  const things = await state.collection<number>('things');
  const journals = state.journals<number>('logs');
  const read = async () => {
    const entries: number[] = [];
    for await (const entry of journals.read('a')) entries.push(entry);
    return entries;
  };
  const blob = new Uint8Array(1);
  for (let turns = 0; turns < 20; turns++) {
    await Promise.all([things.put('old', 0), journals.append('a', [0])]);
    const clearing = state.clear();
    for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
    const puts = Promise.all([
      things.put('new', turns),
      journals.append('a', [turns]),
      state.blobs.put(blob),
    ]);
    const [[, , hash]] = await Promise.all([puts, clearing]);
    expect(things.list()).toEqual([['new', turns]]);
    expect(await readdir(join(directory, 'documents', 'things'))).toEqual(['new.json']);
    expect(await read()).toEqual([turns]);
    expect(await state.blobs.read(hash)).toEqual(Buffer.from(blob));
  }
  await state.close();
});

test("keeps what it remembers from the machine's other users", async () => {
  const made = join(directory, 'made');
  const existing = join(directory, 'existing');
  await mkdir(join(existing, 'documents'), { recursive: true });
  for (const path of [existing, join(existing, 'documents')]) await chmod(path, 0o755);
  for (const path of [made, existing]) {
    const state = await openState(path);
    await (await state.collection('things')).put('a', 1);
    const modes = () =>
      Promise.all(
        ['documents', 'journals', 'blobs', 'scratch', 'tmp'].map(
          async (part) => (await stat(join(path, part))).mode & 0o777,
        ),
      );
    expect(new Set(await modes())).toEqual(new Set([0o700]));
    await state.clear();
    expect(new Set(await modes())).toEqual(new Set([0o700]));
    await state.close();
  }
  expect((await stat(made)).mode & 0o777).toBe(0o700);
  // Somebody may have named a directory with other things in it, /tmp say.
  expect((await stat(existing)).mode & 0o777).toBe(0o755);
});

test('says that a directory cannot be written', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');
  await expect(openState(join(file, 'state'))).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
});

test('empties the temporary directory of a predecessor that was killed', async () => {
  await (await openState(directory)).close();
  await writeFile(join(directory, 'tmp', 'torn'), '{"key":"a","doc');
  await (await openState(directory)).close();
  expect(await readdir(join(directory, 'tmp'))).toEqual([]);
  expect(await readFile(join(directory, 'lock'), 'utf8')).toBe('');
});
