import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../aws-error.ts';
import { checkZip } from './check-zip.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const thousand = () => zipSync({ big: bytes('x'.repeat(1000)) });

describe('checkZip', () => {
  it('counts the bytes of all files, deflated and stored', async () => {
    const files = { 'index.js': bytes('12345'), 'lib/a.js': bytes('678'), 'empty.txt': bytes('') };
    expect(await checkZip(zipSync(files))).toBe(8);
    expect(await checkZip(zipSync(files, { level: 0 }))).toBe(8);
  });

  it('reads a zip that is a part of a longer buffer, and one with a comment', async () => {
    const zip = zipSync({ 'index.js': bytes('12345') });
    const longer = new Uint8Array(zip.length + 20);
    longer.set(zip, 10);
    expect(await checkZip(longer.subarray(10, 10 + zip.length))).toBe(5);
    const commented = new Uint8Array([...zip, ...bytes('hello')]);
    new DataView(commented.buffer).setUint16(zip.length - 2, 5, true);
    expect(await checkZip(commented)).toBe(5);
  });

  it('refuses what is no zip, is cut off, or is empty', async () => {
    const zip = thousand();
    await expect(checkZip(bytes('no zip'))).rejects.toThrow(/Could not unzip/);
    await expect(checkZip(zip.subarray(0, zip.length - 10))).rejects.toThrow(/Could not unzip/);
    await expect(checkZip(new Uint8Array())).rejects.toThrow(/Could not unzip/);
    await expect(checkZip(zipSync({}))).rejects.toThrow(/non-empty zip/);
  });

  it('refuses a zip of which one byte of a file is another', async () => {
    const stored = zipSync({ 'index.js': bytes('some text') }, { level: 0 });
    stored[Buffer.from(stored).indexOf('some text')] = 0x53;
    await expect(checkZip(stored)).rejects.toThrow(/Could not unzip/);
  });

  it.each(['../evil.js', '/etc/evil', 'a/../../evil.js', '..\\evil.js'])(
    'refuses a file named %s',
    async (name) => {
      await expect(checkZip(zipSync({ [name]: bytes('x') }))).rejects.toThrow(/Could not unzip/);
    },
  );

  it.each([
    ['a file inside of another one', ['a', 'a/b']],
    ['a file and a directory of one name', ['a', 'a/']],
    ['one file by two names', ['a', './a']],
    ['the directory itself as a file', ['.']],
    ['a name that no file system takes', ['x'.repeat(256)]],
    ['a path that no file system takes', ['x/'.repeat(2048)]],
  ])('refuses %s', async (_what, names) => {
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, bytes('')])));
    await expect(checkZip(zip)).rejects.toThrow(/Could not unzip/);
  });

  it('accepts directories with and without entries of their own, and a backslash in a name', async () => {
    const names = ['a/', 'a/b/c.js', 'a/d', './e/f', 'g\\h', 'x'.repeat(255)];
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, bytes('')])));
    expect(await checkZip(zip)).toBe(0);
  });

  it('refuses more than 250 MB unzipped, before it unzips them', async () => {
    const zip = sayingSize(thousand(), 262_144_001);
    await expect(checkZip(zip)).rejects.toThrow(
      'Unzipped size must be smaller than 262144000 bytes',
    );
  });

  it('refuses a file that is longer or shorter than its zip says', async () => {
    await expect(checkZip(sayingSize(thousand(), 10))).rejects.toThrow(/Could not unzip/);
    await expect(checkZip(sayingSize(thousand(), 2000))).rejects.toThrow(/Could not unzip/);
  });

  it('accepts or refuses, whatever byte of a zip is another', async () => {
    const zip = zipSync({ a: randomBytes(50), 'b.js': bytes('some text '.repeat(9)) });
    const change = fc.tuple(fc.nat({ max: zip.length - 1 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 4 }), async (changes) => {
        const changed = zip.slice();
        for (const [at, byte] of changes) changed[at] = byte;
        const outcome: unknown = await checkZip(changed).catch((error: unknown) => error);
        expect(typeof outcome === 'number' || outcome instanceof AwsError).toBe(true);
      }),
    );
  });
});

/** The zip with another size of its first file in its directory. */
function sayingSize(zip: Uint8Array, size: number): Uint8Array {
  const entry = Buffer.from(zip).indexOf(Buffer.from('PK\u0001\u0002'));
  new DataView(zip.buffer, zip.byteOffset).setUint32(entry + 24, size, true);
  return zip;
}
