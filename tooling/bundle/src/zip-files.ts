import { zipSync, type Zippable } from 'fflate';
import type { BundleFile } from './bundle.ts';

/** Readable by everyone, as Lambda wants it: its runtime is not the owner of what it unpacks. */
const regularFile = (0o100644 << 16) >>> 0;
/** For programs that a function starts. */
const program = (0o100755 << 16) >>> 0;
const unix = 3;

/**
 * Zips files so that equal files give equal bytes, wherever and whenever it is done.
 *
 * fflate is JavaScript: its deflate does not depend on the zlib in the Node that runs it.
 *
 * @example
 * const files = ['b.mjs', 'a.mjs'].map((path) => ({ path, contents: new Uint8Array(1) }));
 * zipFiles(files); // → zipFiles(files.toReversed())
 */
export function zipFiles(files: readonly BundleFile[]): Uint8Array {
  const entries: Zippable = {};
  // By code unit and not by locale, which differs by machine.
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, contents, isProgram = false } of sorted) {
    if (Object.hasOwn(entries, path)) throw new Error(`two files have the path ${path}`);
    entries[path] = [contents, isProgram ? { attrs: program } : {}];
  }
  return zipSync(entries, {
    // Higher levels gain under 0.1 % on bundled code.
    level: 6,
    os: unix,
    attrs: regularFile,
    // A zip holds local time without a zone, and fflate reads local fields: the first instant of 1980
    // in whatever zone this runs.
    mtime: new Date(1980, 0, 1),
  });
}
