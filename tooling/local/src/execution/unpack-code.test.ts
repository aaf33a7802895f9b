import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCodeDirectories } from './unpack-code.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'code-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function codeOf(zip: Uint8Array) {
  let reads = 0;
  const blobs = {
    read: () => {
      reads += 1;
      return Promise.resolve(zip);
    },
  };
  return { code: openCodeDirectories(blobs, join(directory, 'code')), reads: () => reads };
}

const zip = (files: Zippable) => zipSync(files);

it('unpacks a zip once, whoever asks and how often', async () => {
  const { code, reads } = codeOf(zip({ 'src/index.js': strToU8('1') }));
  const [one, two] = await Promise.all([code.unpack('digest'), code.unpack('digest')]);
  expect(await code.unpack('digest')).toBe(one);
  expect(two).toBe(one);
  expect(reads()).toBe(1);
  expect(await readFile(join(one, 'src/index.js'), 'utf8')).toBe('1');
  expect(await readdir(join(directory, 'code'))).toEqual(['digest']);
});

it('removes what an unpacking that was killed has left', async () => {
  await mkdir(join(directory, 'code', '.digest.half', 'src'), { recursive: true });
  const { code } = codeOf(zip({ 'index.js': strToU8('1') }));
  await code.unpack('digest');
  expect(await readdir(join(directory, 'code'))).toEqual(['digest']);
});

it('unpacks again what has vanished', async () => {
  const { code } = codeOf(zip({ 'index.js': strToU8('1') }));
  await rm(await code.unpack('digest'), { recursive: true });
  expect(await readdir(await code.unpack('digest'))).toEqual(['index.js']);
});

it('keeps the modes of a Unix zip, without the right to write', async () => {
  const { code } = codeOf(
    zip({
      run: [strToU8('#!/bin/sh'), { os: 3, attrs: 0o755 << 16 }],
      'index.js': [strToU8('1'), { os: 3, attrs: 0o644 << 16 }],
      elsewhere: [strToU8('1'), { os: 0 }],
    }),
  );
  const path = await code.unpack('digest');
  const modes = await Promise.all(
    ['run', 'index.js', 'elsewhere'].map(
      async (name) => (await stat(join(path, name))).mode & 0o777,
    ),
  );
  expect(modes).toEqual([0o555, 0o444, 0o444]);
});

it.each(['../outside.js', 'a/../../outside.js', '/outside.js', 'a\\..\\..\\outside.js'])(
  'refuses an entry named %s, and leaves nothing',
  async (name) => {
    const { code } = codeOf(zip({ 'index.js': strToU8('1'), [name]: strToU8('2') }));
    await expect(code.unpack('digest')).rejects.toThrow('outside its directory');
    expect(await readdir(join(directory, 'code'))).toEqual([]);
    expect(await readdir(directory)).toEqual(['code']);
  },
);

it('fails on bytes that are no zip, and leaves nothing', async () => {
  const { code } = codeOf(strToU8('not a zip'));
  await expect(code.unpack('digest')).rejects.toThrow('invalid zip data');
  expect(await readdir(join(directory, 'code'))).toEqual([]);
});
