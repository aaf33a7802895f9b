import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { parseJson } from './parse-json.ts';

interface Manifest {
  readonly name?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Of a package of the workspace; empty when it has none that can be read. */
export function readManifest(directory: string): Manifest {
  try {
    return parseJson(readFileSync(path.join(directory, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return {};
  }
}

/**
 * Names of what may be a package of the workspace. turbo follows all three kinds of dependencies, also
 * through the catalog: that is where `pnpm add --workspace` puts `workspace:*`.
 */
function declaredPackages(directory: string): string[] {
  const { dependencies, devDependencies, optionalDependencies } = readManifest(directory);
  const declared = { ...dependencies, ...devDependencies, ...optionalDependencies };
  return Object.keys(declared).filter((name) =>
    /^(?:workspace|catalog):/.test(declared[name] ?? ''),
  );
}

/** Where the package manager linked a package of the workspace to. */
function findLinked(name: string, from: string, workspaceRoot: string): string | undefined {
  for (let at = from; ; at = path.dirname(at)) {
    try {
      return realpathSync(path.join(at, 'node_modules', name));
    } catch {
      if (at === workspaceRoot || at === path.dirname(at)) return undefined;
    }
  }
}

/** A package of a registry, which the lockfile speaks for. */
const isInstalled = (directory: string) => directory.split(path.sep).includes('node_modules');

/**
 * The directories whose files are in the hash of a lambda's build: its own, and those of the packages
 * of the workspace that it depends on, directly or not.
 *
 * Both paths absolute, with links followed; so are those returned.
 */
export function hashedDirectories(lambdaDirectory: string, workspaceRoot: string): string[] {
  const directories = new Set([lambdaDirectory]);
  // A set that grows is walked to its new end.
  for (const directory of directories) {
    for (const name of declaredPackages(directory)) {
      const linked = findLinked(name, directory, workspaceRoot);
      if (linked === undefined || isInstalled(linked)) continue;
      // Under another name turbo does not know it.
      if (readManifest(linked).name === name) directories.add(linked);
    }
  }
  return [...directories];
}
