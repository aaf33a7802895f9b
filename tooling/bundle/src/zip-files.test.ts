import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zipFiles } from './index.ts';

const run = promisify(execFile);
const text = new TextEncoder();

/** What a zip's central directory says about each file: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12. */
function centralDirectory(zip: Uint8Array) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - 22;
  const entries = [];
  for (let at = view.getUint32(end + 16, true); at < end;) {
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      madeBy: view.getUint8(at + 5),
      date: view.getUint16(at + 14, true),
      time: view.getUint16(at + 12, true),
      mode: (view.getUint32(at + 38, true) >>> 16).toString(8),
      name: new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength)),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

const anyFiles = fc.uniqueArray(
  fc.record({
    path: fc.stringMatching(/^[a-z][a-z0-9é/_.-]{0,20}[a-z]$/u),
    contents: fc.uint8Array({ maxLength: 2000 }),
  }),
  { selector: (file) => file.path, maxLength: 8 },
);

test('gives back what was put in', () => {
  fc.assert(
    fc.property(anyFiles, (files) => {
      const unzipped = unzipSync(zipFiles(files));
      expect(unzipped).toEqual(Object.fromEntries(files.map((file) => [file.path, file.contents])));
    }),
  );
});

test('gives the same bytes for the same files in any order', () => {
  const shuffled = anyFiles.chain((files) =>
    fc.tuple(
      fc.constant(files),
      fc.shuffledSubarray(files, { minLength: files.length, maxLength: files.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([files, others]) => {
      expect(zipFiles(others)).toEqual(zipFiles(files));
    }),
  );
});

test('writes a fixed date, readable modes and sorted names', () => {
  const zip = zipFiles([
    { path: 'b.mjs', contents: text.encode('b') },
    { path: 'a.mjs', contents: text.encode('a') },
    { path: 'B.mjs', contents: text.encode('B') },
  ]);
  const fixed = { madeBy: 3, date: 0b0000000_0001_00001, time: 0, mode: '100644' };
  expect(centralDirectory(zip)).toEqual([
    { ...fixed, name: 'B.mjs' },
    { ...fixed, name: 'a.mjs' },
    { ...fixed, name: 'b.mjs' },
  ]);
});

test('refuses two files of one path', () => {
  const file = { path: 'a', contents: text.encode('a') };
  expect(() => zipFiles([file, file])).toThrow('two files have the path a');
});

test('gives the same bytes in every time zone', async () => {
  const zipper = new URL('zip-files.ts', import.meta.url).href;
  const fflate = import.meta.resolve('fflate');
  // A process of its own: the workers of a test runner do not see a change of TZ.
  const script = `
    const { zipFiles } = await import(${JSON.stringify(zipper)});
    const { zipSync } = await import(${JSON.stringify(fflate)});
    const contents = new Uint8Array(9);
    const count = (zip) => new Set(Intl.supportedValuesOf('timeZone').map((zone) => {
      process.env.TZ = zone;
      return Buffer.from(zip()).toString('base64');
    })).size;
    console.log(JSON.stringify({
      ours: count(() => zipFiles([{ path: 'a', contents }])),
      ofAnInstant: count(() => zipSync({ a: contents }, { mtime: new Date('1990-01-01T00:00:00Z') })),
    }));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  const { ours, ofAnInstant } = JSON.parse(stdout) as { ours: number; ofAnInstant: number };
  expect(ours).toBe(1);
  // The same comparison sees a zip that does depend on the zone.
  expect(ofAnInstant).toBeGreaterThan(10);
});
