import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactFiles, readManifest } from '@tooling/bundle';
import type { ArtifactManifest } from '@tooling/core';
import type { Bundled } from '@tooling/core/graph';

/** The manifests of what was built: one that did not change is not read again. */
export interface BundleReader {
  /** Those of these lambdas that are built. */
  readAll(lambdas: readonly Place[]): Promise<readonly Bundled[]>;
  /** @returns undefined where nothing is built, or what is there is no artifact */
  read(lambda: Place): Promise<Bundled | undefined>;
}

interface Place {
  readonly name: string;
  /** From the root. */
  readonly directory: string;
}

interface Known {
  readonly edition: string;
  readonly manifest: ArtifactManifest;
}

export function createBundleReader(root: string): BundleReader {
  let known = new Map<string, Known>();
  const read = async ({ name, directory }: Place): Promise<Bundled | undefined> => {
    const file = join(root, directory, artifactFiles.directory, artifactFiles.manifest);
    const stats = await stat(file, { bigint: true }).catch(() => undefined);
    if (stats === undefined) return undefined;
    const edition = `${stats.ino}-${stats.mtimeNs}-${stats.size}`;
    const before = known.get(name);
    if (before?.edition === edition) return { lambda: name, manifest: before.manifest };
    const text = await readFile(file, 'utf8').catch(() => '');
    const manifest = await readManifest(text);
    if (manifest === undefined) return undefined;
    known.set(name, { edition, manifest });
    return { lambda: name, manifest };
  };
  return {
    read,
    async readAll(lambdas) {
      const bundles = await Promise.all(lambdas.map(read));
      const names = new Set(lambdas.map(({ name }) => name));
      known = new Map([...known].filter(([name]) => names.has(name)));
      return bundles.filter((bundle) => bundle !== undefined);
    },
  };
}
