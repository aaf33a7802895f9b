import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { packTarball, type PackedFile } from './tarball.ts';

/** A package of a registry. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** Fields of its package.json, and of its entry in the lockfile. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** Versions by name: they stand in package.json and in the lockfile. */
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly files: readonly PackedFile[];
}

export interface Registry {
  readonly url: string;
  /** Paths of what was asked for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const keyOf = ({ name, version }: PublishedPackage) => `${name}@${version}`;

/** The same bytes at each call. */
function tarballOf({ name, version, manifest, files, ...dependencies }: PublishedPackage): Buffer {
  const text = JSON.stringify({ name, version, ...manifest, ...dependencies });
  return packTarball([{ path: 'package.json', contents: text }, ...files]);
}

/** Serves tarballs on 127.0.0.1, which is all that an installation by a lockfile asks for. */
export async function startRegistry(packages: readonly PublishedPackage[]): Promise<Registry> {
  const tarballs = new Map(
    packages.map((one) => {
      const base = one.name.split('/').at(-1) ?? '';
      return [`/${one.name}/-/${base}-${one.version}.tgz`, tarballOf(one)];
    }),
  );
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    requests.push(path);
    const tarball = tarballs.get(path);
    response.writeHead(tarball === undefined ? 404 : 200).end(tarball);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** pnpm-lock.yaml of a workspace: dependencies by directory, then by name, as `name: version`. */
export function lockfileOf(
  packages: readonly PublishedPackage[],
  importers: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string {
  const importerOf = (versions: Readonly<Record<string, string>>) => ({
    dependencies: Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [name, { specifier: version, version }]),
    ),
  });
  const integrity = (one: PublishedPackage) =>
    `sha512-${createHash('sha512').update(tarballOf(one)).digest('base64')}`;
  return JSON.stringify({
    lockfileVersion: '9.0',
    settings: { autoInstallPeers: true, excludeLinksFromLockfile: false },
    importers: Object.fromEntries(
      Object.entries(importers).map(([directory, versions]) => [directory, importerOf(versions)]),
    ),
    packages: Object.fromEntries(
      packages.map((one) => {
        const { cpu, os, libc } = one.manifest ?? {};
        return [keyOf(one), { resolution: { integrity: integrity(one) }, cpu, os, libc }];
      }),
    ),
    snapshots: Object.fromEntries(
      packages.map((one) => {
        const { dependencies, optionalDependencies } = one;
        return [keyOf(one), { dependencies, optionalDependencies }];
      }),
    ),
  });
}
