import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elfFile } from '../test/native-packages.ts';
import { isProgram, readMachine } from './native-file.ts';

function withWord(bytes: Buffer, at: number, value: number): Buffer {
  bytes.writeUInt32LE(value, at);
  return bytes;
}

describe('readMachine', () => {
  test.each([
    ['x64', 'glibc', 'x86_64'],
    ['x64', 'musl', 'x86_64'],
    ['arm64', 'glibc', 'arm64'],
    ['arm64', 'musl', 'arm64'],
  ] as const)('of an ELF file for %s with %s', (cpu, libc, architecture) => {
    expect(readMachine('x', elfFile(cpu, libc))).toEqual({ os: 'linux', architecture, libc });
  });

  test.skipIf(process.platform !== 'linux')('of the program that runs this', () => {
    const architecture = process.arch === 'x64' ? 'x86_64' : process.arch;
    expect(readMachine('node', readFileSync(process.execPath))).toMatchObject({
      os: 'linux',
      architecture,
    });
  });

  test('of other systems', () => {
    const mach = withWord(withWord(Buffer.alloc(64), 0, 0xfeedfacf), 4, 0x0100000c);
    expect(readMachine('x', mach)).toEqual({ os: 'darwin', architecture: 'arm64' });
    const windows = Buffer.alloc(128);
    windows.write('MZ');
    windows[0x3c] = 64;
    expect(readMachine('x.node', withWord(windows, 68, 0x8664))).toEqual({
      os: 'win32',
      architecture: 'x86_64',
    });
    expect(readMachine('x.txt', windows)).toBeUndefined();
  });

  test('of a processor that Lambda does not have', () => {
    const bytes = elfFile('x64', 'glibc');
    bytes.writeUInt16LE(0x28, 18);
    expect(readMachine('x', bytes)).toMatchObject({ architecture: 'other' });
  });

  test('of no other file', () => {
    expect(readMachine('index.mjs', Buffer.from('export {};'.repeat(20)))).toBeUndefined();
    expect(readMachine('empty', new Uint8Array())).toBeUndefined();
  });

  test('of one that is cut off or damaged, as far as it goes', () => {
    const whole = elfFile('arm64', 'musl');
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(whole.length - 1),
        fc.nat(255),
        (length, at, byte) => {
          const bytes = Buffer.from(whole);
          bytes[at] = byte;
          const machine = readMachine('x.node', bytes.subarray(0, length));
          expect([undefined, 'linux', 'darwin', 'win32']).toContain(machine?.os);
        },
      ),
    );
  });
});

test('programs are machine code and scripts with an interpreter', () => {
  const texts = { '#!/bin/sh\n': true, '# title': false, '': false };
  for (const [text, expected] of Object.entries(texts)) {
    expect(isProgram(Buffer.from(text))).toBe(expected);
  }
  expect(isProgram(elfFile('x64', 'glibc'))).toBe(true);
});
