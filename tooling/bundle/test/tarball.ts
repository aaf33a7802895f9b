import { gzipSync } from 'node:zlib';

/** A file of a package: its mode is that of a program where it says so. */
export interface PackedFile {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

const block = 512;

/** A package as a registry serves it: a gzipped tar whose entries stand under `package/`. */
export function packTarball(files: readonly PackedFile[]): Buffer {
  const entries = files.flatMap(({ path, contents }) => {
    const bytes = Buffer.from(contents);
    const padding = Buffer.alloc((block - (bytes.length % block)) % block);
    return [headerOf(`package/${path}`, bytes.length), bytes, padding];
  });
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(2 * block)]));
}

const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
function headerOf(name: string, sizeBytes: number): Buffer {
  const header = Buffer.alloc(block);
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(sizeBytes, 12), 124);
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
