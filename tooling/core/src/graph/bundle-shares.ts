import type { ArtifactInput, ArtifactManifest } from '../artifact-manifest.ts';

export interface Bundled {
  readonly lambda: string;
  readonly manifest: ArtifactManifest;
}

/** What a bundle has of one package. */
export interface PackageShare {
  /** `@packages/model`, `zod`, or the lambda's own directory. */
  readonly name: string;
  /** Of an npm package. */
  readonly version?: string | undefined;
  /** Of a package that is installed beside the bundle: its licence, as it says it. */
  readonly installed?: { readonly license?: string | undefined } | undefined;
  readonly bundledBytes: number;
  /** Heaviest first. */
  readonly files: readonly ArtifactInput[];
}

/** Which package a source file belongs to, by its path from the root of the repository. */
export function packageOf(path: string): { readonly name: string; readonly version?: string } {
  const installed = /^node_modules\/((?:@[^/]+\/)?[^/@]+)@([^/]+)\//.exec(path);
  if (installed?.[1] !== undefined && installed[2] !== undefined) {
    return { name: installed[1], version: installed[2] };
  }
  const shared = /^packages\/([^/]+)\//.exec(path)?.[1];
  if (shared !== undefined) return { name: `@packages/${shared}` };
  return { name: /^lambdas\/[^/]+/.exec(path)?.[0] ?? path };
}

const heaviestFirst = <Weighed extends { readonly bundledBytes: number }>(items: Weighed[]) =>
  items.toSorted((a, b) => b.bundledBytes - a.bundledBytes);

const sum = (inputs: readonly ArtifactInput[]) =>
  inputs.reduce((total, { bundledBytes }) => total + bundledBytes, 0);

/** What a bundle consists of, by package, heaviest first. */
export function bundleShares({
  inputs,
  externals = [],
}: ArtifactManifest): readonly PackageShare[] {
  const groups = Map.groupBy(inputs, ({ path }) => {
    const { name, version } = packageOf(path);
    return `${name}@${version ?? ''}`;
  });
  const shares = [...groups.values()].flatMap((files) => {
    const [first] = files;
    if (first === undefined) return [];
    const { name, version } = packageOf(first.path);
    const external = externals.find((one) => one.name === name && one.version === version);
    const installed = external && { installed: { license: external.license } };
    const bundledBytes = sum(files);
    return [{ name, version, ...installed, bundledBytes, files: heaviestFirst(files) }];
  });
  return heaviestFirst(shares);
}

/** The lambdas that a package reaches. */
export interface Reach {
  readonly package: string;
  readonly lambdas: readonly { readonly lambda: string; readonly bundledBytes: number }[];
  /** Lambdas that import it and whose bundle has nothing of it left. */
  readonly shakenOff: readonly string[];
}

/** Undefined when no bundle read anything of a package of that name. */
export function reachOf(name: string, bundles: readonly Bundled[]): Reach | undefined {
  const readers = bundles.flatMap(({ lambda, manifest }) => {
    const files = manifest.inputs.filter(({ path }) => packageOf(path).name === name);
    return files.length === 0 ? [] : [{ lambda, bundledBytes: sum(files) }];
  });
  if (readers.length === 0) return undefined;
  return {
    package: name,
    lambdas: heaviestFirst(readers.filter(({ bundledBytes }) => bundledBytes > 0)),
    shakenOff: readers.filter(({ bundledBytes }) => bundledBytes === 0).map(({ lambda }) => lambda),
  };
}
