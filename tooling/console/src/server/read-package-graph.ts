import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The lambdas and shared packages of the repository, and what they depend on directly. */
export interface PackageGraph {
  /** Lambdas first, then packages, each sorted by directory. */
  readonly packages: readonly PackageNode[];
}

interface PackageNode {
  /** From the root: `lambdas/predict`. */
  readonly directory: string;
  /** Of its package.json; the directory's where there is none. */
  readonly name: string;
  readonly kind: 'lambda' | 'package';
  /** Directories, sorted. */
  readonly dependencies: readonly string[];
}

/**
 * From the package.json files, so that there is a graph before there is a plan, and whatever else is
 * wrong.
 */
export async function readPackageGraph(
  root: string,
  lambdas: readonly { readonly directory: string }[],
): Promise<PackageGraph> {
  const shared = await readdir(join(root, 'packages'), { withFileTypes: true }).catch(() => []);
  const directories = [
    ...lambdas.map(({ directory }) => ({ directory, kind: 'lambda' as const })),
    ...shared
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ directory: `packages/${name}`, kind: 'package' as const })),
  ];
  const read = await Promise.all(
    directories.map(async (place) => ({
      ...place,
      ...(await readManifest(root, place.directory)),
    })),
  );
  const found = read.filter(({ kind, name }) => kind === 'lambda' || name !== undefined);
  const byName = new Map(
    found.flatMap(({ name, directory }) => (name === undefined ? [] : [[name, directory]])),
  );
  const packages = found.map(({ directory, kind, name = directory, dependencies }) => ({
    directory,
    kind,
    name,
    dependencies: dependencies.flatMap((one) => byName.get(one) ?? []).sort(),
  }));
  return {
    packages: packages.sort((one, other) => (one.directory < other.directory ? -1 : 1)),
  };
}

/** As turbo counts them: what is needed to build is a dependency, too. */
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** What cannot be read has no name and depends on nothing: the workspace's own problem says why. */
async function readManifest(
  root: string,
  directory: string,
): Promise<{ readonly name?: string; readonly dependencies: readonly string[] }> {
  try {
    const text = await readFile(join(root, directory, 'package.json'), 'utf8');
    const manifest = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const names = kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}));
    const dependencies = [...new Set(names)];
    return typeof manifest.name === 'string'
      ? { name: manifest.name, dependencies }
      : { dependencies };
  } catch {
    return { dependencies: [] };
  }
}
