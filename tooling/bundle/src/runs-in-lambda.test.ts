import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { invokeZip } from '../test/invoke-zip.ts';
import { dependingOn, makeWorkspace, type Sources } from '../test/workspace.ts';
import { buildArtifact, zipFiles } from './index.ts';

const answer = 'async (event) => ({ n: event.n + 1 })';

const kinds: Record<string, { format: 'esm' | 'cjs'; sources: Sources }> = {
  TypeScript: {
    format: 'esm',
    sources: {
      'index.ts': 'export const handler = async (event: { n: number }) => ({ n: event.n + 1 });',
    },
  },
  '.mts': { format: 'esm', sources: { 'index.mts': `export const handler = ${answer}` } },
  '.mjs': { format: 'esm', sources: { 'index.mjs': `export const handler = ${answer}` } },
  'a .js of a package of type module': {
    format: 'esm',
    sources: {
      'package.json': '{"type":"module"}',
      'index.js': `const handler = ${answer}; export { handler }`,
    },
  },
  'a .js with export in a package without type': {
    format: 'esm',
    sources: {
      'package.json': '{}',
      'index.js': `export async function handler(event) { return { n: event.n + 1 } }`,
    },
  },
  'a .js with top-level await': {
    format: 'esm',
    sources: {
      'index.js': `const one = await Promise.resolve(1);\nexport const handler = async (event) => ({ n: event.n + one })`,
    },
  },
  'a .js with a class as handler module': {
    format: 'esm',
    sources: {
      'index.js': `import { answer as handler } from './answer.js'; export { handler }`,
      'answer.js': `class Answer { to(event) { return { n: event.n + 1 } } }; export const answer = async (event) => new Answer().to(event)`,
    },
  },
  'exports.handler': { format: 'cjs', sources: { 'index.js': `exports.handler = ${answer}` } },
  'exports.handler below a hashbang': {
    format: 'cjs',
    sources: { 'index.js': `#!/usr/bin/env node\nexports.handler = ${answer}` },
  },
  'module.exports = { handler }': {
    format: 'cjs',
    sources: { 'index.js': `const handler = ${answer};\nmodule.exports = { handler };` },
  },
  'module.exports.handler': {
    format: 'cjs',
    sources: { 'index.cjs': `module.exports.handler = ${answer}` },
  },
  'module.exports = require(…)': {
    format: 'cjs',
    sources: {
      'index.js': `module.exports = require('./answer')`,
      'answer.js': `exports.handler = ${answer}`,
    },
  },
  'a handler that only running would find': {
    format: 'cjs',
    sources: {
      'index.js': `module.exports = make(); function make() { return { handler: ${answer} } }`,
    },
  },
  'what TypeScript emits': {
    format: 'cjs',
    sources: {
      'package.json': '{"type":"commonjs"}',
      'index.js': `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.handler = void 0;\nconst handler = ${answer};\nexports.handler = handler;`,
    },
  },
  '.cts with export': {
    format: 'cjs',
    sources: {
      'index.cts': 'export const handler = async (event: { n: number }) => ({ n: event.n + 1 });',
    },
  },
  '.cts with export =': {
    format: 'cjs',
    sources: {
      'index.cts':
        'const handler = async (event: { n: number }) => ({ n: event.n + 1 });\nexport = { handler };',
    },
  },
  'TypeScript of type commonjs': {
    format: 'cjs',
    sources: {
      'package.json': '{"type":"commonjs"}',
      'index.ts': 'export const handler = async (event: { n: number }) => ({ n: event.n + 1 });',
    },
  },
};

const inLambda = (sources: Sources): Sources =>
  Object.fromEntries(Object.entries(sources).map(([name, text]) => [`lambdas/x/${name}`, text]));

test.each(Object.entries(kinds))('the runtime client runs %s', async (_, { format, sources }) => {
  const { manifest, zip } = await buildArtifact(await makeWorkspace(inLambda(sources)));
  expect(manifest.format).toBe(format);
  expect(manifest.files[0]?.path).toBe(format === 'esm' ? 'index.mjs' : 'index.cjs');
  expect(await invokeZip(zip)).toEqual({ result: { n: 2 }, log: '' });
});

test('the runtime client refuses a zip whose handler got lost', async () => {
  const { lambdaDirectory } = await makeWorkspace({
    'lambdas/x/index.js': `exports.handler = ${answer}`,
  });
  // A CommonJS entry in a module file, taken for a namespace: what deciding the format is for.
  const { outputFiles } = await build({
    stdin: { contents: "export * from './index.js'", resolveDir: lambdaDirectory },
    bundle: true,
    write: false,
    format: 'esm',
    outfile: 'index.mjs',
  });
  const files = outputFiles.map(({ contents }) => ({ path: 'index.mjs', contents }));
  const { result, log } = await invokeZip(zipFiles(files));
  expect(result).toBeUndefined();
  expect(log).toContain('index.handler is undefined or not exported');
});

test('another export can be the handler', async () => {
  const options = await makeWorkspace({ 'lambdas/x/index.js': `exports.answer = ${answer}` });
  const { zip, manifest } = await buildArtifact({ ...options, handler: 'index.answer' });
  expect(manifest.handler).toBe('index.answer');
  expect((await invokeZip(zip, manifest.handler)).result).toEqual({ n: 2 });
});

test('an ES module can use what CommonJS packages need', async () => {
  const { zip } = await buildArtifact(
    await makeWorkspace({
      'lambdas/x/index.mjs':
        "import old from 'old'; export const handler = async () => [old, typeof require('node:os').EOL, __filename === old.file]",
      'lambdas/x/node_modules/old/package.json': '{"name":"old","version":"1.0.0"}',
      'lambdas/x/node_modules/old/index.js':
        "module.exports = { platform: typeof require('os').platform(), named: __dirname !== '', file: __filename }",
    }),
  );
  const { result } = await invokeZip(zip);
  expect(result).toEqual([
    { platform: 'string', named: true, file: expect.stringMatching(/\/index\.mjs$/) as string },
    'string',
    true,
  ]);
});

test('CommonJS can use what ES-module packages need, and stays sloppy', async () => {
  const { zip } = await buildArtifact(
    await makeWorkspace({
      'lambdas/x/index.cjs':
        "const { where } = require('modern'); undeclared = 1; exports.handler = async () => where",
      'lambdas/x/node_modules/modern/package.json':
        '{"name":"modern","version":"1.0.0","type":"module","exports":"./index.js"}',
      'lambdas/x/node_modules/modern/index.js':
        'export const where = [import.meta.url, import.meta.filename, import.meta.dirname !== undefined]',
    }),
  );
  const { result } = await invokeZip(zip);
  expect(result).toEqual([
    expect.stringMatching(/^file:\/\/\/.*\/index\.cjs$/),
    expect.stringMatching(/^\/.*\/index\.cjs$/),
    true,
  ]);
});

test('classes and functions keep their names', async () => {
  const { zip } = await buildArtifact(
    await makeWorkspace({
      'lambdas/x/index.ts':
        'class NotFound extends Error {}\nexport const handler = async () => new NotFound().constructor.name;',
    }),
  );
  expect((await invokeZip(zip)).result).toBe('NotFound');
});

const failing = {
  'lambdas/x/package.json': dependingOn('@packages/model'),
  'packages/model/package.json': '{"name":"@packages/model"}',
  'packages/model/src/fit.ts': [
    'interface Point { readonly x: number }',
    '',
    'export function fit(points: readonly Point[]): number {',
    "  if (points.length === 0) throw new RangeError('no points');",
    '  return points.length;',
    '}',
  ].join('\n'),
};

test.each([
  [
    'index.ts',
    "import { fit } from '../../packages/model/src/fit.ts';\n\nexport const handler = async () => {\n  return fit([]);\n};\n",
  ],
  [
    'index.cjs',
    "const { fit } = require('../../packages/model/src/fit.ts');\n\nexports.handler = async () => {\n  return fit([]);\n};\n",
  ],
])('a stack trace of %s points at the sources', async (name, text) => {
  const { zip } = await buildArtifact(
    await makeWorkspace({ ...failing, [`lambdas/x/${name}`]: text }),
  );
  const { error } = await invokeZip(zip);
  expect(error).toMatchObject({ errorType: 'RangeError', errorMessage: 'no points' });
  expect(error?.trace[1]).toMatch(/^ {4}at fit \(.*\/packages\/model\/src\/fit\.ts:4:34\)$/);
  expect(error?.trace[2]).toMatch(new RegExp(String.raw`/lambdas/x/${name}:4:10\)$`));
});
