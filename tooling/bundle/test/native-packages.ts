import type { PublishedPackage } from './registry.ts';

const machines = { x64: 0x3e, arm64: 0xb7 } as const;
const libraries = { glibc: 'libc.so.6', musl: 'libc.musl-x86_64.so.1' } as const;

/** A small ELF file that is loaded with a C library: header, two segments, what it needs. */
export function elfFile(cpu: keyof typeof machines, libc: keyof typeof libraries): Buffer {
  const bytes = Buffer.alloc(400);
  bytes.write('\u007fELF\u0002\u0001\u0001', 'latin1');
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(machines[cpu], 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(2, 56);
  const segment = (at: number, type: number, offset: number, sizeBytes: number) => {
    bytes.writeUInt32LE(type, at);
    bytes.writeBigUInt64LE(BigInt(offset), at + 8);
    bytes.writeBigUInt64LE(BigInt(offset + 0x1000), at + 16);
    bytes.writeBigUInt64LE(BigInt(sizeBytes), at + 32);
  };
  segment(64, 1, 0, bytes.length);
  segment(120, 2, 200, 48);
  // DT_NEEDED names the library at 1 in the strings, which DT_STRTAB says are at 300.
  bytes.writeBigUInt64LE(1n, 200);
  bytes.writeBigUInt64LE(1n, 208);
  bytes.writeBigUInt64LE(5n, 216);
  bytes.writeBigUInt64LE(300n + 0x1000n, 224);
  bytes.write(`\0${libraries[libc]}\0`, 300, 'latin1');
  return bytes;
}

const platforms = [
  ['linux', 'x64', 'glibc'],
  ['linux', 'x64', 'musl'],
  ['linux', 'arm64', 'glibc'],
  ['linux', 'arm64', 'musl'],
] as const;

const nameOf = ([os, cpu, libc]: (typeof platforms)[number]) =>
  `@tiny/native-${os}-${cpu}-${libc === 'glibc' ? 'gnu' : 'musl'}`;

/** As napi-rs publishes them: a package for each platform, and one that loads the right one. */
export const nativePackages: readonly PublishedPackage[] = [
  {
    name: '@tiny/native',
    version: '1.2.3',
    manifest: { license: 'MIT', main: 'index.js', bin: 'cli.js' },
    dependencies: { 'tiny-helper': '2.0.0' },
    optionalDependencies: Object.fromEntries(platforms.map((one) => [nameOf(one), '1.2.3'])),
    files: [
      { path: 'index.js', contents: "exports.help = require('tiny-helper').help;\n" },
      { path: 'cli.js', contents: '#!/usr/bin/env node\n' },
      { path: 'LICENSE', contents: 'MIT\n' },
    ],
  },
  {
    name: 'tiny-helper',
    version: '2.0.0',
    manifest: { licenses: [{ type: 'ISC' }, { type: 'BSD-2-Clause' }], main: 'index.js' },
    files: [{ path: 'index.js', contents: "exports.help = () => 'two';\n" }],
  },
  {
    name: 'tiny-helper',
    version: '1.0.0',
    files: [{ path: 'index.js', contents: "exports.help = () => 'one';\n" }],
  },
  {
    name: 'tiny-other',
    version: '0.1.0',
    dependencies: { 'tiny-helper': '1.0.0' },
    files: [{ path: 'index.js', contents: "exports.help = require('tiny-helper').help;\n" }],
  },
  {
    name: 'tiny-gyp',
    version: '3.0.0',
    manifest: { scripts: { install: 'prebuild-install || node-gyp rebuild' } },
    files: [
      { path: 'binding.gyp', contents: '{}' },
      { path: 'index.js', contents: '' },
    ],
  },
  ...platforms.map((platform): PublishedPackage => {
    const [os, cpu, libc] = platform;
    return {
      name: nameOf(platform),
      version: '1.2.3',
      manifest: { os: [os], cpu: [cpu], libc: [libc], main: 'native.node' },
      files: [{ path: 'native.node', contents: elfFile(cpu, libc) }],
    };
  }),
];
