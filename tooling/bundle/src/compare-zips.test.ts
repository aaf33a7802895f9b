import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { compareZips, zipFiles } from './index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const files = [
  { path: 'index.mjs', contents: bytes('export const handler = 1;') },
  { path: 'node_modules/a/index.js', contents: bytes('a') },
];

it('finds no difference where only the zips around the same files differ', () => {
  const entries = files.map(({ path, contents }) => [path, contents] as const).toReversed();
  // Another tool: another order, directories of their own, no compression.
  const other = zipSync(
    { 'node_modules/': bytes(''), ...Object.fromEntries(entries) },
    { level: 0 },
  );
  expect(Buffer.compare(other, zipFiles(files))).not.toBe(0);
  expect(compareZips(other, zipFiles(files))).toEqual([]);
});

it('names each file that differs, also by its bytes alone', () => {
  const other = zipFiles([
    { path: 'index.mjs', contents: bytes('export const handler = 2;') },
    { path: 'added.mjs', contents: bytes('added') },
  ]);
  expect(compareZips(other, zipFiles(files))).toEqual([
    { path: 'added.mjs', liveBytes: 5 },
    { path: 'index.mjs', liveBytes: 25, rebuiltBytes: 25 },
    { path: 'node_modules/a/index.js', rebuiltBytes: 1 },
  ]);
});

it('says that what is live is no zip', () => {
  expect(() => compareZips(bytes('not a zip'), zipFiles(files))).toThrow('no zip that can be read');
});
