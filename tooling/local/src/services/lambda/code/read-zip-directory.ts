/** A file as the directory at the end of a zip describes it. */
export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly headerOffset: number;
}

/**
 * Reads the directory of a zip, and nothing of the files in it.
 *
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7 to 4.5.3
 *
 * @throws RangeError or ZipError when the bytes are no zip.
 */
export function readZipDirectory(zip: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const { count, offset } = findDirectory(view);
  const entries: ZipEntry[] = [];
  for (let index = 0, at = offset; index < count; index++) {
    if (view.getUint32(at, true) !== signature.entry) throw new ZipError('no entry where one is');
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const commentBytes = view.getUint16(at + 32, true);
    const nameAt = at + 46;
    entries.push({
      name: new TextDecoder().decode(zip.subarray(nameAt, nameAt + nameBytes)),
      isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      ...readSizes(view, at, { at: nameAt + nameBytes, bytes: extraBytes }),
    });
    at = nameAt + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

export class ZipError extends Error {}

/** The compressed bytes of a file. */
export function compressedBytesOf(zip: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const at = entry.headerOffset;
  if (view.getUint32(at, true) !== signature.file) throw new ZipError('no file where one is');
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const end = start + entry.compressedBytes;
  if (end > zip.length) throw new ZipError('a file goes beyond the end');
  return zip.subarray(start, end);
}

const signature = {
  file: 0x04034b50,
  entry: 0x02014b50,
  end: 0x06054b50,
  end64Locator: 0x07064b50,
};
const unset32 = 0xffffffff;

/** The end record is the last thing but a comment of at most 65,535 bytes. */
function findDirectory(view: DataView): { readonly count: number; readonly offset: number } {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) !== signature.end) continue;
    const locator = at - 20;
    if (locator >= 0 && view.getUint32(locator, true) === signature.end64Locator) {
      const end64 = Number(view.getBigUint64(locator + 8, true));
      return {
        count: Number(view.getBigUint64(end64 + 32, true)),
        offset: Number(view.getBigUint64(end64 + 48, true)),
      };
    }
    return { count: view.getUint16(at + 10, true), offset: view.getUint32(at + 16, true) };
  }
  throw new ZipError('no end of a directory');
}

/** Sizes and place of an entry; those that do not fit stand in its extra field 1, in this order. */
function readSizes(
  view: DataView,
  at: number,
  extra: { readonly at: number; readonly bytes: number },
): Pick<ZipEntry, 'bytes' | 'compressedBytes' | 'headerOffset'> {
  let long = findExtra(view, extra);
  const read = (from: number): number => {
    const value = view.getUint32(from, true);
    if (value !== unset32 || long === undefined) return value;
    long += 8;
    return Number(view.getBigUint64(long - 8, true));
  };
  const bytes = read(at + 24);
  const compressedBytes = read(at + 20);
  return { bytes, compressedBytes, headerOffset: read(at + 42) };
}

function findExtra(
  view: DataView,
  extra: { readonly at: number; readonly bytes: number },
): number | undefined {
  for (let at = extra.at; at + 4 <= extra.at + extra.bytes;) {
    if (view.getUint16(at, true) === 1) return at + 4;
    at += 4 + view.getUint16(at + 2, true);
  }
  return undefined;
}
