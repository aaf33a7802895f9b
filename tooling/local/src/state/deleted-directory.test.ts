import { mkdtemp, rm } from 'node:fs/promises';
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

test('makes the temporary directory again when it was deleted', async () => {
  const state = await openState(directory);
  const things = await state.collection<number>('things');
  await rm(join(directory, 'tmp'), { recursive: true });
  await things.put('a', 1);
  await rm(join(directory, 'tmp'), { recursive: true });
  await state.clear();
  await things.put('a', 2);
  await state.close();
  const reopened = await openState(directory);
  expect((await reopened.collection('things')).get('a')).toBe(2);
  await reopened.close();
});

test('is gone for whoever has it open when its directory is deleted, until it is cleared', async () => {
  const state = await openState(directory, { kind: 'server' });
  await state.announce('http://127.0.0.1:4566');
  const things = await state.collection<number>('things');
  await things.put('a', 1);
  await rm(directory, { recursive: true });
  const gone = { code: 'STATE_GONE', subject: directory };
  expect(() => state.check()).toThrow(expect.objectContaining(gone));
  await expect(things.put('a', 2)).rejects.toMatchObject(gone);
  await expect(things.delete('a')).rejects.toMatchObject(gone);
  await expect(state.journals('logs').append('a', [1])).rejects.toMatchObject(gone);
  await expect(state.blobs.put(new Uint8Array(1))).rejects.toMatchObject(gone);

  await state.clear();
  state.check();
  expect(things.list()).toEqual([]);
  await things.put('a', 3);
  expect(readOwner(directory)).toMatchObject({ url: 'http://127.0.0.1:4566' });
  await state.close();
  const reopened = await openState(directory);
  expect((await reopened.collection('things')).list()).toEqual([['a', 3]]);
  await reopened.close();
});

test('leaves a directory alone that another process made after its own was deleted', async () => {
  const state = await openState(directory);
  await rm(directory, { recursive: true });
  const successor = await openState(directory);
  await expect(state.clear()).rejects.toMatchObject({ code: 'STATE_IN_USE' });
  expect(() => state.check()).toThrow(expect.objectContaining({ code: 'STATE_GONE' }));
  await state.close();
  expect(readOwner(directory)).toEqual({ pid: process.pid, kind: 'command' });
  await successor.close();
});
