import { createHash } from 'node:crypto';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dependingOn, makeDirectory, makeWorkspace, writeSources } from '../test/workspace.ts';
import { bundleLambda, type Bundle } from './index.ts';

const codeOf = ({ files }: Bundle) => new TextDecoder().decode(files[0]?.contents);

test('leaves out what is not used', async () => {
  const bundle = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/index.ts':
        "import { used } from '../../packages/p/index.ts';\nexport const handler = async () => used();",
      'lambdas/x/package.json': dependingOn('@packages/p'),
      'packages/p/package.json': '{"name":"@packages/p","sideEffects":false}',
      'packages/p/index.ts':
        "import { big } from './big.ts';\nexport const used = () => 'used';\nexport const unused = () => big + 'unused';",
      'packages/p/big.ts': "export const big = 'x'.repeat(1000);",
    }),
  );
  expect(codeOf(bundle)).toContain('used');
  expect(codeOf(bundle)).not.toMatch(/unused|repeat/);
  expect(bundle.inputs).toMatchObject([
    { path: 'lambdas/x/index.ts' },
    { path: 'packages/p/big.ts', bundledBytes: 0, sizeBytes: 36 },
    { path: 'packages/p/index.ts' },
  ]);
});

test('describes its inputs', async () => {
  const options = await makeWorkspace({
    'lambdas/x/index.ts': "import t from './t.txt';\nexport const handler = async () => t;",
    'lambdas/x/t.txt': 'hello',
  });
  const { inputs, files } = await bundleLambda(options);
  const source = await readFile(path.join(options.lambdaDirectory, 'index.ts'));
  expect(inputs[0]).toEqual({
    path: 'lambdas/x/index.ts',
    sizeBytes: source.length,
    bundledBytes: expect.any(Number) as number,
    sha256: createHash('sha256').update(source).digest('hex'),
  });
  const bundled = inputs.reduce((sum, input) => sum + input.bundledBytes, 0);
  expect(bundled).toBeGreaterThan(20);
  expect(bundled).toBeLessThan(files[0]?.contents.length ?? 0);
});

test('ships a source map without contents, named from the root of the repository', async () => {
  const { files } = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/index.ts': "import a from 'a';\nexport const handler = async () => a;",
      'lambdas/x/node_modules/a/package.json': '{"name":"a","version":"1.2.3"}',
      'lambdas/x/node_modules/a/index.js': 'module.exports = 1;',
    }),
  );
  expect(files.map((file) => file.path)).toEqual(['index.mjs', 'index.mjs.map']);
  const map = JSON.parse(new TextDecoder().decode(files[1]?.contents)) as { sources: string[] };
  expect(map.sources).toEqual(['node_modules/a@1.2.3/index.js', 'lambdas/x/index.ts']);
  expect(Object.keys(map)).toEqual(['version', 'sources', 'names', 'mappings']);
});

test('bundles cyclic imports, JSON, text, dynamic imports and top-level await', async () => {
  const { warnings, inputs } = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/index.mjs': `import { a } from './a.mjs';
        import json from './data.json' with { type: 'json' };
        import text from './page.css';
        const late = await import('./late.mjs');
        export const handler = async () => [a(), json, text, late];`,
      'lambdas/x/a.mjs':
        "import { handler } from './index.mjs';\nexport const a = () => handler.name;",
      'lambdas/x/data.json': '{"a":1}',
      'lambdas/x/page.css': 'a { color: red }',
      'lambdas/x/late.mjs': 'export const late = 1;',
    }),
  );
  expect(warnings).toEqual([]);
  expect(inputs).toHaveLength(5);
});

test('bundles sources with a byte order mark or bytes that are no UTF-8', async () => {
  const { inputs } = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/index.js': "\uFEFFexports.handler = require('./latin1').name;",
      'lambdas/x/latin1.js': Buffer.concat([
        Buffer.from("exports.name = 'caf"),
        Buffer.from([0xe9]),
        Buffer.from("';"),
      ]),
    }),
  );
  expect(inputs).toMatchObject([{ sizeBytes: 46 }, { sizeBytes: 22 }]);
});

test('bundles a source of several megabytes', async () => {
  const rows = JSON.stringify(Array.from({ length: 200_000 }, (_, n) => `row ${n}`));
  const { inputs } = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/index.ts':
        "import rows from './rows.json';\nexport const handler = async () => rows;",
      'lambdas/x/rows.json': rows,
    }),
  );
  expect(inputs[1]).toMatchObject({ path: 'lambdas/x/rows.json', sizeBytes: rows.length });
});

test.each([
  ['require', 'index.js', 'exports.handler = async (event) => require(event.name);'],
  ['import', 'index.mjs', 'export const handler = async (event) => import(event.name);'],
])('warns about %s of what only running tells', async (word, name, source) => {
  const { warnings } = await bundleLambda(await makeWorkspace({ [`lambdas/x/${name}`]: source }));
  const column = source.indexOf(`${word}(`) + 1;
  expect(warnings).toMatchObject([
    { file: `lambdas/x/${name}`, line: 1, column, text: expect.stringContaining(word) as string },
  ]);
});

test('leaves to a layer what a layer brings', async () => {
  const bundle = await bundleLambda({
    ...(await makeWorkspace({
      'lambdas/x/index.mjs':
        "import big from 'big/part';\nimport sdk from '@aws-sdk/client-x/deep';\nexport const handler = async () => [big, sdk];",
    })),
    bundling: { layerProvided: ['big', '@aws-sdk/*'] },
  });
  expect(codeOf(bundle)).toContain('from"big/part"');
  expect(codeOf(bundle)).toContain('from"@aws-sdk/client-x/deep"');
});

test('takes the ES modules of the AWS SDK, and other packages as Node does', async () => {
  const two = (name: string) => ({
    [`lambdas/x/node_modules/${name}/package.json`]: `{"name":"${name}","version":"1.0.0","main":"m.js","module":"e.js","sideEffects":false}`,
    [`lambdas/x/node_modules/${name}/m.js`]: "exports.used = 'main'; exports.unused = 'unused';",
    [`lambdas/x/node_modules/${name}/e.js`]:
      "globalThis.touched = true; export const used = 'module'; export const unused = 'unused';",
  });
  const bundle = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/index.mjs':
        "import { used } from '@aws-sdk/client-x';\nimport { unused } from '@aws-sdk/client-y';\nimport * as other from 'other';\nexport const handler = async () => [used, other.used];",
      ...two('@aws-sdk/client-x'),
      ...two('@aws-sdk/client-y'),
      ...two('other'),
    }),
  );
  const kept = bundle.inputs.filter((input) => input.bundledBytes > 0);
  expect(kept.map((input) => input.path)).toEqual([
    'lambdas/x/index.mjs',
    'node_modules/@aws-sdk/client-x@1.0.0/e.js',
    'node_modules/other@1.0.0/m.js',
  ]);
});

test('names a package alike, wherever the package manager keeps it', async () => {
  const store = await makeDirectory();
  const kept = 'links/@scope/a/1.2.3/0123abcd/node_modules/@scope/a';
  await writeSources(store, {
    [`${kept}/package.json`]: '{"name":"@scope/a","version":"1.2.3"}',
    [`${kept}/lib/index.js`]: 'module.exports = 1;',
  });
  const options = await makeWorkspace({
    'lambdas/x/index.mjs': "import a from '@scope/a/lib';\nexport const handler = async () => a;",
  });
  const scope = path.join(options.lambdaDirectory, 'node_modules/@scope');
  await mkdir(scope, { recursive: true });
  await symlink(path.join(store, kept), path.join(scope, 'a'));
  const { inputs } = await bundleLambda(options);
  expect(inputs.map((input) => input.path)).toEqual([
    'lambdas/x/index.mjs',
    'node_modules/@scope/a@1.2.3/lib/index.js',
  ]);
});

test('takes a package.json that begins with a byte order mark', async () => {
  const { format, inputs } = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/package.json': `\uFEFF${JSON.stringify({
        type: 'module',
        dependencies: { '@packages/p': 'workspace:*' },
      })}`,
      'lambdas/x/index.js': "import '@packages/p';\nexports = {};\nexport const handler = 1;",
      'packages/p/package.json': '\uFEFF{"name":"@packages/p","exports":"./index.js"}',
      'packages/p/index.js': 'globalThis.p = 1;',
    }),
  );
  expect(format).toBe('esm');
  expect(inputs).toHaveLength(2);
});

test('takes a package of the workspace that is declared through the catalog, as pnpm add does', async () => {
  const { inputs } = await bundleLambda(
    await makeWorkspace({
      'lambdas/x/package.json': '{"dependencies":{"@packages/p":"catalog:"}}',
      'lambdas/x/index.mjs': "import '@packages/p';\nexport const handler = 1;",
      'packages/p/package.json': '{"name":"@packages/p","exports":"./index.js"}',
      'packages/p/index.js': 'globalThis.p = 1;',
    }),
  );
  expect(inputs.map(({ path: name }) => name)).toContain('packages/p/index.js');
});
