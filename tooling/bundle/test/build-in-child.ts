// A process of its own, started with a umask, a time zone and a working directory of its own:
// build-in-child.ts '{"root": …, "commit": …, "peers": …, "reversed": …}'
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { unzipSync, zipSync } from 'fflate';
import { buildArtifact, writeArtifact, zipFiles } from '../src/index.ts';
import { nativePackages } from './native-packages.ts';
import { startRegistry } from './registry.ts';
import { bundling, commitSources, install, type Machine } from './repository.ts';

/** One mistake each that a bundler could make. */
export const faults = [
  'paths',
  'peers',
  'modified',
  'zone',
  'mode',
  'order',
  'executable',
] as const;
export type Fault = (typeof faults)[number];

export interface BuildRequest extends Machine {
  readonly root: string;
  /** Whether the sources are to be written, or are there already. */
  readonly commit: boolean;
}

export interface BuildAnswer {
  /** dist/function.zip, base64. */
  readonly zip: string;
  readonly manifest: string;
  /** The zip as it would be with each of the mistakes. */
  readonly spoiled: Readonly<Record<Fault, string>>;
}

const request = JSON.parse(process.argv[2] ?? '') as BuildRequest;
const { root } = request;
if (request.commit) commitSources(root, request);
install(root, request);

const lambdaDirectory = path.join(root, 'lambdas/x');
const entry = path.join(lambdaDirectory, 'index.ts');
// The age of the source: what a checkout makes of it.
utimesSync(entry, new Date(), new Date(request.reversed ? '2001-01-01Z' : '2002-02-02Z'));
const registry = await startRegistry(nativePackages);
// Of this machine alone, so not committed: where packages come from and are kept.
writeFileSync(
  path.join(root, 'pnpm-workspace.yaml'),
  JSON.stringify({ registry: registry.url, storeDir: 'store' }),
);
const options = { lambdaDirectory, workspaceRoot: root, architecture: 'arm64', bundling } as const;
const artifact = await buildArtifact(options);
await registry.close();
await writeArtifact(lambdaDirectory, artifact);
const spoiled: Partial<Record<Fault, string>> = {};
for (const fault of faults) spoiled[fault] = Buffer.from(await spoil(fault)).toString('base64');
process.stdout.write(
  JSON.stringify({
    zip: readFileSync(zipPath(), 'base64'),
    manifest: readFileSync(path.join(lambdaDirectory, 'dist/manifest.json'), 'utf8'),
    spoiled,
  }),
);

function zipPath(): string {
  return path.join(lambdaDirectory, 'dist/function.zip');
}

/** The same lambda, packed with the mistake. */
async function spoil(mistake: Fault): Promise<Uint8Array> {
  if (mistake === 'paths' || mistake === 'peers') return zipFiles(await bundleCarelessly(mistake));
  const files = Object.entries(unzipSync(artifact.zip));
  const options = {
    modified: { mtime: statSync(entry).mtime },
    zone: { mtime: new Date('2020-02-02T00:00:00Z') },
    mode: { mtime: new Date(1980, 0, 1), os: 3, attrs: statSync(zipPath()).mode << 16 },
    order: { mtime: new Date(1980, 0, 1) },
    executable: {
      mtime: new Date(1980, 0, 1),
      os: 3,
      attrs: (statSync(path.join(lambdaDirectory, 'templates/page.html')).mode & 0o111) << 16,
    },
  }[mistake];
  if (mistake === 'order' && request.reversed) files.reverse();
  return zipSync(Object.fromEntries(files), options);
}

async function bundleCarelessly(mistake: Fault) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: mistake === 'paths' ? '/' : root,
    outfile: path.join(mistake === 'paths' ? '/' : root, 'index.mjs'),
    external: ['@tiny/native'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    minify: mistake === 'peers',
    sourcemap: mistake === 'peers' && 'linked',
    sourcesContent: false,
  });
  return outputFiles.map((file) => ({ path: path.basename(file.path), contents: file.contents }));
}
