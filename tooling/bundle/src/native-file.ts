import type { NativeFile } from '@tooling/core';

type Machine = Omit<NativeFile, 'path'>;

/** Names of the file formats' processors: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
const elfMachines: Readonly<Record<number, Machine['architecture']>> = {
  0x3e: 'x86_64',
  0xb7: 'arm64',
};
const machMachines: Readonly<Record<number, Machine['architecture']>> = {
  0x01000007: 'x86_64',
  0x0100000c: 'arm64',
};
const windowsMachines: Readonly<Record<number, Machine['architecture']>> = {
  0x8664: 'x86_64',
  0xaa64: 'arm64',
};

/**
 * What a file of machine code was made for, by its header; undefined for any other file.
 *
 * @param name - its extension tells a Windows library from text that begins with the same two letters
 */
export function readMachine(name: string, contents: Uint8Array): Machine | undefined {
  const bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  if (bytes.length < 64) return undefined;
  if (bytes.readUInt32BE(0) === 0x7f454c46) return readElf(bytes);
  if (bytes.readUInt32LE(0) === 0xfeedfacf) {
    return { os: 'darwin', architecture: machMachines[bytes.readUInt32LE(4)] ?? 'other' };
  }
  if (!/\.(?:node|dylib|dll|exe)$/.test(name)) return undefined;
  // Several processors in one file.
  if (bytes.readUInt32BE(0) === 0xcafebabe) return { os: 'darwin', architecture: 'other' };
  if (bytes.toString('latin1', 0, 2) !== 'MZ') return undefined;
  const header = bytes.readUInt32LE(0x3c);
  const machine = header + 6 <= bytes.length ? bytes.readUInt16LE(header + 4) : 0;
  return { os: 'win32', architecture: windowsMachines[machine] ?? 'other' };
}

/** Whether the system would start it: a program of machine code, or a script with its interpreter. */
export function isProgram(contents: Uint8Array): boolean {
  const start = Buffer.from(contents.subarray(0, 4)).toString('latin1');
  return start === '\u007fELF' || start.startsWith('#!');
}

function readElf(bytes: Buffer): Machine {
  const is64 = bytes[4] === 2;
  const isLittle = bytes[5] === 1;
  if (!is64 || !isLittle) return { os: 'linux', architecture: 'other' };
  const architecture = elfMachines[bytes.readUInt16LE(18)] ?? 'other';
  const libc = findLibc(bytes);
  return { os: 'linux', architecture, ...(libc && { libc }) };
}

const interpreterSegment = 3;
const dynamicSegment = 2;

/** By the interpreter and the libraries that it names. Damaged or cut off, it names none. */
function findLibc(bytes: Buffer): Machine['libc'] {
  try {
    const names = readSegments(bytes).flatMap((segment) => {
      if (segment.type === interpreterSegment) return readText(bytes, segment.offset);
      return segment.type === dynamicSegment ? neededLibraries(bytes, segment) : [];
    });
    if (names.some((name) => /libc\.musl-|ld-musl-/.test(name))) return 'musl';
    return names.some((name) => /^libc\.so\.6$|ld-linux/.test(name)) ? 'glibc' : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly sizeBytes: number;
}

const readNumber = (bytes: Buffer, at: number) => Number(bytes.readBigUInt64LE(at));

function readSegments(bytes: Buffer): Segment[] {
  const start = readNumber(bytes, 32);
  const entryBytes = bytes.readUInt16LE(54);
  return Array.from({ length: bytes.readUInt16LE(56) }, (_, index) => {
    const at = start + index * entryBytes;
    return {
      type: bytes.readUInt32LE(at),
      offset: readNumber(bytes, at + 8),
      address: readNumber(bytes, at + 16),
      sizeBytes: readNumber(bytes, at + 32),
    };
  });
}

const neededTag = 1;
const stringTableTag = 5;

function neededLibraries(bytes: Buffer, { offset, sizeBytes }: Segment): string[] {
  const entries = Array.from({ length: Math.floor(sizeBytes / 16) }, (_, index) => ({
    tag: readNumber(bytes, offset + index * 16),
    value: readNumber(bytes, offset + index * 16 + 8),
  }));
  const table = entries.find(({ tag }) => tag === stringTableTag)?.value;
  const holder = readSegments(bytes).find(
    ({ type, address, sizeBytes: size }) =>
      type === 1 && table !== undefined && table >= address && table < address + size,
  );
  if (table === undefined || holder === undefined) return [];
  const strings = table - holder.address + holder.offset;
  return entries
    .filter(({ tag }) => tag === neededTag)
    .map(({ value }) => readText(bytes, strings + value));
}

function readText(bytes: Buffer, start: number): string {
  if (start >= bytes.length) throw new RangeError('beyond the end');
  return bytes.toString('latin1', start, bytes.indexOf(0, start));
}
