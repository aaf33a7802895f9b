import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Bundling } from '@tooling/core';
import { caughtFrom } from '../test/caught.ts';
import { invokeZip } from '../test/invoke-zip.ts';
import { elfFile } from '../test/native-packages.ts';
import { dependingOn, makeWorkspace, type Sources } from '../test/workspace.ts';
import { buildArtifact } from './index.ts';

const handler = { 'lambdas/x/index.mjs': 'export const handler = async () => 1;' };

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function build(sources: Sources, bundling: Bundling) {
  const artifact = await buildArtifact({ ...(await makeWorkspace(sources)), bundling });
  return { ...artifact, files: unzipSync(artifact.zip) };
}

const problemsOf = async (sources: Sources, bundling: Bundling) =>
  (await caughtFrom(build(sources, bundling))).problems;

/** Unix modes of a zip's entries, from its central directory. */
function modesOf(zip: Uint8Array): Record<string, string> {
  const bytes = Buffer.from(zip);
  const modes: Record<string, string> = {};
  let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
  while (bytes.readUInt32BE(at) === 0x504b0102) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const end = at + 46 + (name ?? 0);
    modes[bytes.toString('utf8', at + 46, end)] = (bytes.readUInt32LE(at + 38) >>> 16).toString(8);
    at = end + (extra ?? 0) + (comment ?? 0);
  }
  return modes;
}

describe('files', () => {
  const sources = {
    ...handler,
    'lambdas/x/package.json': dependingOn('@packages/p'),
    'lambdas/x/templates/a.html': 'a',
    'lambdas/x/templates/deep/b.html': 'b',
    'lambdas/x/templates/deep/.hidden': 'h',
    'lambdas/x/one.txt': 'one',
    'packages/p/package.json': '{"name":"@packages/p"}',
    'packages/p/data/table.json': '{}',
  };

  test.each<[string, NonNullable<Bundling['files']>[number], readonly string[]]>([
    ['a file', { from: 'one.txt' }, ['one.txt']],
    ['a file elsewhere', { from: './one.txt', to: 'data/uno.txt' }, ['data/uno.txt']],
    [
      'a directory',
      { from: 'templates' },
      ['templates/a.html', 'templates/deep/.hidden', 'templates/deep/b.html'],
    ],
    [
      'a directory elsewhere',
      { from: 'templates/deep/', to: 'views' },
      ['views/.hidden', 'views/b.html'],
    ],
    ['a glob', { from: 'templates/**/*.html' }, ['templates/a.html', 'templates/deep/b.html']],
    ['a glob elsewhere', { from: 'templates/*/*.html', to: 'views' }, ['views/deep/b.html']],
    ['files of a package', { from: 'data', package: '@packages/p', to: 'p' }, ['p/table.json']],
  ])('take %s', async (_, entry, expected) => {
    const { files, manifest } = await build(sources, { files: [entry] });
    const names = Object.keys(files).filter((name) => !name.startsWith('index.'));
    expect(names).toEqual(expected);
    expect(manifest.files.map((file) => file.path)).toEqual(Object.keys(files));
  });

  test('are inputs, which later plans can name', async () => {
    const { manifest } = await build(sources, {
      files: [{ from: 'data', package: '@packages/p' }],
    });
    expect(manifest.inputs.filter(({ path: name }) => name.endsWith('.json'))).toEqual([
      {
        path: 'packages/p/data/table.json',
        sizeBytes: 2,
        bundledBytes: 2,
        sha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      },
    ]);
  });

  test('can be executed where they are programs, whatever their mode here is', async () => {
    const { zip, manifest } = await build(
      {
        ...handler,
        'lambdas/x/bin/tool': elfFile('arm64', 'musl'),
        'lambdas/x/bin/run.sh': '#!/bin/sh\n',
        'lambdas/x/bin/readme.txt': 'text',
      },
      { files: [{ from: 'bin' }] },
    );
    expect(modesOf(zip)).toEqual({
      'bin/readme.txt': '100644',
      'bin/run.sh': '100755',
      'bin/tool': '100755',
      'index.mjs': '100644',
      'index.mjs.map': '100644',
    });
    expect(manifest.nativeFiles).toEqual([
      { path: 'bin/tool', os: 'linux', architecture: 'arm64', libc: 'musl' },
    ]);
  });

  test('count for the digest of the code, also those that look like source maps', async () => {
    const digestWith = async (map: string) =>
      (await build({ ...handler, 'lambdas/x/a.map': map }, { files: [{ from: 'a.map' }] })).manifest
        .codeDigest;
    expect(await digestWith('1')).not.toBe(await digestWith('2'));
  });

  test.each<[string, Bundling['files'], string]>([
    [
      'what is not there',
      [{ from: 'images/*.png' }],
      'bundling.files[0].from: "images/*.png" is no file in lambdas/x, and nothing matches it there',
    ],
    [
      'a package that is no dependency',
      [{ from: 'data', package: '@packages/q' }],
      'bundling.files[0].package: lambdas/x does not depend on a package "@packages/q" of the workspace: add it to lambdas/x/package.json',
    ],
    [
      'two files of one path',
      [{ from: 'one.txt' }, { from: 'templates/a.html', to: 'one.txt' }],
      'bundling.files: more than one file would be one.txt in the zip',
    ],
    [
      'a file in the place of the code',
      [{ from: 'one.txt', to: 'index.mjs' }],
      'bundling.files: more than one file would be index.mjs in the zip',
    ],
    [
      'what turbo.json leaves out of builds',
      [{ from: 'README.md' }],
      'the bundle has lambdas/x/README.md, which turbo.json leaves out of builds (README.md): a change in it would never be deployed; move what is needed of it to a file of another name',
    ],
  ])('refuse %s', async (_, files, problem) => {
    const all = { ...sources, 'lambdas/x/README.md': '# x' };
    expect(await problemsOf(all, { files })).toEqual([problem]);
  });

  test('refuse a link to what no package has', async () => {
    const options = await makeWorkspace({ ...handler, 'secrets.txt': 's' });
    await symlink(
      path.join(options.workspaceRoot, 'secrets.txt'),
      path.join(options.lambdaDirectory, 'link.txt'),
    );
    const building = buildArtifact({ ...options, bundling: { files: [{ from: 'link.txt' }] } });
    expect((await caughtFrom(building)).problems).toEqual([
      expect.stringContaining('secrets.txt, which no package that lambdas/x depends on has'),
    ]);
  });
});

test('loaders say what an import gives', async () => {
  const { files } = await build(
    {
      'lambdas/x/index.mjs':
        "import page from './a.html';\nimport css from './a.css';\nexport const handler = async () => [page, css];",
      'lambdas/x/a.html': '<p>hello</p>',
      'lambdas/x/a.css': 'a {}',
    },
    { loaders: { '.html': 'base64' } },
  );
  expect(textOf(files['index.mjs'])).toContain(btoa('<p>hello</p>'));
});

test.each(['index.mjs', 'index.cjs'])(
  'define and banner change %s, its shims stay',
  async (name) => {
    const code =
      name === 'index.mjs'
        ? 'export const handler = async () => [VERSION, LIMIT, process.env.NODE_ENV, BANNER, typeof __dirname];'
        : 'exports.handler = async () => [VERSION, LIMIT, process.env.NODE_ENV, BANNER, typeof __dirname];';
    const { zip } = await build(
      { [`lambdas/x/${name}`]: code },
      {
        define: { VERSION: '1.0', LIMIT: 3, 'process.env.NODE_ENV': 'production' },
        banner: 'globalThis.BANNER = "there";',
      },
    );
    const { result } = await invokeZip(zip);
    expect(result).toEqual(['1.0', 3, 'production', 'there', 'string']);
  },
);

test('a banner that does not parse is refused', async () => {
  expect(await problemsOf(handler, { banner: 'const = 1' })).toEqual([
    'bundling.banner: Unexpected token (1:6)',
  ]);
});

test('a zip can do without a source map', async () => {
  const { files } = await build(handler, { sourceMap: false });
  expect(Object.keys(files)).toEqual(['index.mjs']);
  expect(textOf(files['index.mjs'])).not.toContain('sourceMappingURL');
});
