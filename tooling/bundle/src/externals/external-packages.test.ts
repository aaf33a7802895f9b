import { unzipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nativePackages } from '../../test/native-packages.ts';
import { startRegistry } from '../../test/registry.ts';
import { makeWorkspace, writeSources } from '../../test/workspace.ts';
import { makeExternalRepository } from '../../test/external-repository.ts';
import { caughtFrom } from '../../test/caught.ts';
import { buildArtifact, readArtifact, writeArtifact, type ArtifactOptions } from '../index.ts';

const native = { '@tiny/native': '1.2.3' };
const external = ['@tiny/native'];
const namesOf = (zip: Uint8Array) => Object.keys(unzipSync(zip));

async function problemsOf(options: ArtifactOptions): Promise<readonly string[]> {
  return (await caughtFrom(buildArtifact(options))).problems;
}

test.each([
  ['x86_64', 'x64'],
  ['arm64', 'arm64'],
] as const)('installs what Lambda on %s can load', async (architecture, cpu) => {
  const { options } = await makeExternalRepository({}, native);
  const { zip, manifest } = await buildArtifact({
    ...options,
    architecture,
    bundling: { external },
  });
  expect(namesOf(zip)).toEqual([
    'index.mjs',
    'index.mjs.map',
    `node_modules/@tiny/native-linux-${cpu}-gnu/native.node`,
    `node_modules/@tiny/native-linux-${cpu}-gnu/package.json`,
    'node_modules/@tiny/native/LICENSE',
    'node_modules/@tiny/native/cli.js',
    'node_modules/@tiny/native/index.js',
    'node_modules/@tiny/native/package.json',
    'node_modules/tiny-helper/index.js',
    'node_modules/tiny-helper/package.json',
  ]);
  expect(manifest.nativeFiles).toEqual([
    {
      path: `node_modules/@tiny/native-linux-${cpu}-gnu/native.node`,
      os: 'linux',
      architecture,
      libc: 'glibc',
    },
  ]);
  expect(manifest.externals).toMatchObject([
    { name: '@tiny/native', version: '1.2.3', license: 'MIT', path: 'node_modules/@tiny/native' },
    { name: `@tiny/native-linux-${cpu}-gnu`, version: '1.2.3' },
    { name: 'tiny-helper', version: '2.0.0', license: 'ISC OR BSD-2-Clause' },
  ]);
  await writeArtifact(options.lambdaDirectory, { zip, manifest });
  expect((await readArtifact(options.lambdaDirectory)).manifest).toEqual(manifest);
  expect(manifest.inputs.map((input) => input.path)).toContain(
    'node_modules/tiny-helper@2.0.0/index.js',
  );
});

test('puts two versions of one package where each is found', async () => {
  const { options } = await makeExternalRepository(
    {
      'lambdas/x/index.mjs':
        "import { help } from '@tiny/native';\nimport * as other from 'tiny-other';\nexport const handler = async () => help() + other.help();",
    },
    { ...native, 'tiny-other': '0.1.0' },
  );
  const bundling = { external: [...external, 'tiny-other'] };
  const { manifest } = await buildArtifact({ ...options, bundling });
  const helpers = manifest.externals?.filter(({ name }) => name === 'tiny-helper');
  expect(helpers?.map(({ version }) => version).sort()).toEqual(['1.0.0', '2.0.0']);
});

test('takes a package that only a dependency has', async () => {
  const { options } = await makeExternalRepository({}, native);
  const { manifest } = await buildArtifact({
    ...options,
    bundling: { external: ['@tiny/native', 'tiny-helper'] },
  });
  expect(manifest.externals?.map(({ name }) => name)).toContain('tiny-helper');
});

test('asks the registry only for what it takes, and a second time for nothing', async () => {
  const { options, registry } = await makeExternalRepository({}, native);
  const once = await buildArtifact({ ...options, bundling: { external } });
  const asked = registry.requests.filter((request) => request.endsWith('.tgz')).sort();
  expect(asked).toEqual([
    '/@tiny/native-linux-x64-gnu/-/native-linux-x64-gnu-1.2.3.tgz',
    '/@tiny/native/-/native-1.2.3.tgz',
    '/tiny-helper/-/tiny-helper-2.0.0.tgz',
  ]);
  await registry.close();
  const again = await buildArtifact({ ...options, bundling: { external } });
  expect(again.zip).toEqual(once.zip);
});

describe('refuses', () => {
  test.each([
    [
      'what the lambda does not depend on',
      ['left-pad'],
      native,
      'bundling.external: "left-pad" is no dependency of lambdas/x, nor of what it depends on: add it to lambdas/x/package.json',
    ],
    [
      'a name that means two versions',
      ['tiny-helper'],
      { ...native, 'tiny-other': '0.1.0' },
      'bundling.external: "tiny-helper" is there in more than one version (tiny-helper@1.0.0, tiny-helper@2.0.0): add the wanted one to lambdas/x/package.json',
    ],
    [
      'a package of the workspace',
      ['@packages/p'],
      { '@packages/p': 'link:../../packages/p' },
      'bundling.external: @packages/p is, or depends on, a directory of this repository, which is always bundled',
    ],
    [
      'what an install script would compile',
      ['tiny-gyp'],
      { 'tiny-gyp': '3.0.0' },
      expect.stringMatching(
        /^bundling\.external: tiny-gyp@3\.0\.0 has no native code for Linux on x86_64 in it: /,
      ) as string,
    ],
  ])('%s', async (_, names, dependencies, problem) => {
    const { options } = await makeExternalRepository(
      { 'lambdas/x/index.mjs': 'export const handler = async () => 1;' },
      dependencies,
    );
    expect(await problemsOf({ ...options, bundling: { external: names } })).toEqual([problem]);
  });

  test('what is not the lockfile’s', async () => {
    const { options } = await makeExternalRepository({}, native);
    const others = nativePackages.map((one) => ({ ...one, manifest: { ...one.manifest, a: 1 } }));
    const registry = await startRegistry(others);
    onTestFinished(() => registry.close());
    await writeSources(options.workspaceRoot, {
      'pnpm-workspace.yaml': JSON.stringify({
        registry: registry.url,
        storeDir: 's',
        fetchRetries: 0,
      }),
    });
    const problems = await problemsOf({ ...options, bundling: { external } });
    expect(problems.join('\n')).toMatch(/integrity/i);
  });

  test('a build without a lockfile', async () => {
    const options = await makeWorkspace({
      'lambdas/x/index.mjs': "import '@tiny/native';\nexport const handler = async () => 1;",
    });
    await expect(buildArtifact({ ...options, bundling: { external } })).rejects.toMatchObject({
      code: 'BUILD_FAILED',
      message: 'pnpm-lock.yaml cannot be read',
    });
  });
});
