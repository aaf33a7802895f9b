import { posix } from 'node:path';
import { ZipError } from './read-zip-directory.ts';

/** Linux's limits for a part of a path and for all of it, less room for the directory it goes to. */
const longestPartBytes = 255;
const longestPathBytes = 4096 - 1024;

/**
 * Whether the entries of a zip can all be written beside each other.
 *
 * @throws ZipError for a name outside of the directory or too long for a file system, and for a
 *   file that another entry needs as a directory, or names in another way.
 */
export function checkPaths(names: readonly string[]): void {
  const files = new Map<string, string>();
  const directories = new Set<string>();
  for (const name of names) {
    const path = pathOf(name);
    if (name.endsWith('/')) directories.add(path);
    else if ((files.get(path) ?? name) !== name) throw new ZipError(`${name} is there twice`);
    else files.set(path, name);
    for (let parent = posix.dirname(path); parent !== '.'; parent = posix.dirname(parent)) {
      directories.add(parent);
    }
  }
  directories.add('.');
  for (const [path, name] of files) {
    if (directories.has(path)) throw new ZipError(`${name} is a file and a directory`);
  }
}

function pathOf(name: string): string {
  if (name.startsWith('/') || name.includes('\0') || name.split(/[/\\]/).includes('..')) {
    throw new ZipError(`${name} is outside`);
  }
  const path = posix.normalize(name).replace(/\/$/, '');
  const isTooLong = path.split('/').some((part) => Buffer.byteLength(part) > longestPartBytes);
  if (isTooLong || Buffer.byteLength(path) > longestPathBytes) {
    throw new ZipError(`${name} is too long`);
  }
  return path;
}
