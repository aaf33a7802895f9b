import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseJson } from './parse-json.ts';

/** Real paths in, paths out that are the same on every machine. */
export interface InputPaths {
  /**
   * `packages/model/src/fit.ts` from the root of the repository, `node_modules/zod@4.6.7/index.js` for
   * an installed file, undefined for one that belongs to neither.
   */
  nameOf(file: string): string | undefined;
}

/**
 * Where the package manager puts a package (pnpm's store, its hashes of peers, a hoisted copy) varies;
 * the package's name, version and files do not.
 */
export function inputPaths(workspaceRoot: string): InputPaths {
  const packages = new Map<string, string>();
  return {
    nameOf(file) {
      const installed = splitInstalled(file);
      if (installed === undefined) {
        const relative = toPosix(path.relative(workspaceRoot, file));
        return relative.startsWith('../') || path.isAbsolute(relative) ? undefined : relative;
      }
      if (isStray(installed.modules, workspaceRoot)) return undefined;
      const directory = path.join(installed.modules, installed.name);
      let label = packages.get(directory);
      if (label === undefined) {
        label = installed.name + readVersion(directory);
        packages.set(directory, label);
      }
      return `node_modules/${label}/${installed.rest}`;
    },
  };
}

/** The directory node_modules, the package and the path in it, of a file that was installed. */
export function splitInstalled(file: string) {
  const posix = toPosix(file);
  const at = posix.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const modules = posix.slice(0, at + '/node_modules'.length);
  const [first = '', second = '', ...others] = posix.slice(modules.length + 1).split('/');
  return first.startsWith('@')
    ? { modules, name: `${first}/${second}`, rest: others.join('/') }
    : { modules, name: first, rest: [second, ...others].join('/') };
}

/**
 * A node_modules in a directory above the repository: Node looks there, but nobody else has it. (A store
 * elsewhere, which pnpm links to, is fine.)
 */
function isStray(modules: string, workspaceRoot: string): boolean {
  const owner = path.posix.dirname(modules);
  const root = toPosix(workspaceRoot);
  return root !== owner && root.startsWith(owner.endsWith('/') ? owner : `${owner}/`);
}

function readVersion(directory: string): string {
  try {
    const { version } = parseJson(readFileSync(path.join(directory, 'package.json'), 'utf8')) as {
      version?: unknown;
    };
    return typeof version === 'string' ? `@${version}` : '';
  } catch {
    return '';
  }
}

export const toPosix = (file: string) => file.replaceAll('\\', '/');
