import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { invokeZip } from '../../test/invoke-zip.ts';
import { makeWorkspace } from '../../test/workspace.ts';
import { buildArtifact } from '../index.ts';

const repository = path.resolve(import.meta.dirname, '../../../..');

/**
 * A lambda in the place of this package, so that this repository's own lockfile says what it has: a
 * package of npm that is written in Rust, of which the installation has brought what this machine runs.
 */
async function makeRepository() {
  const options = await makeWorkspace({
    'tooling/bundle/index.mjs':
      "import { crc32 } from '@node-rs/crc32';\nexport const handler = async () => crc32('penguin');",
  });
  const { workspaceRoot } = options;
  const lockfile = 'pnpm-lock.yaml';
  await copyFile(path.join(repository, lockfile), path.join(workspaceRoot, lockfile));
  return { workspaceRoot, lambdaDirectory: path.join(workspaceRoot, 'tooling/bundle') };
}

const machines = { x64: 'x86_64', arm64: 'arm64' } as const;
const ownMachine = machines[process.arch as keyof typeof machines];

// That of the other processor comes from the registry when it is not in pnpm's store yet.
test.each(Object.values(machines))('a native package arrives for %s', async (architecture) => {
  const bundling = { external: ['@node-rs/crc32'] };
  const { zip, manifest } = await buildArtifact({
    ...(await makeRepository()),
    architecture,
    bundling,
  });
  expect(manifest.nativeFiles).toMatchObject([{ os: 'linux', architecture, libc: 'glibc' }]);
  const { version } = JSON.parse(
    await readFile(
      path.join(repository, 'tooling/bundle/node_modules/@node-rs/crc32/package.json'),
      'utf8',
    ),
  ) as { version: string };
  expect(manifest.externals?.[0]).toMatchObject({ name: '@node-rs/crc32', version });
  const runsHere = process.platform === 'linux' && architecture === ownMachine;
  const answer = runsHere ? (await invokeZip(zip)).result : undefined;
  expect(answer).toBe(runsHere ? crc32('penguin') : undefined);
});
