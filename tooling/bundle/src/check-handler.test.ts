import { expect, test } from 'vitest';
import { makeWorkspace, type Sources } from '../test/workspace.ts';
import { bundleLambda } from './index.ts';

const missing: [string, Sources, { problems: unknown[]; hint: string }][] = [
  [
    'an empty entry',
    { 'lambdas/x/index.ts': '' },
    {
      problems: ['it exports nothing by name'],
      hint: 'write `export const handler = async (event) => …`',
    },
  ],
  [
    'an empty CommonJS entry',
    { 'lambdas/x/index.js': '' },
    {
      problems: ['it exports nothing by name'],
      hint: 'write `exports.handler = async (event) => …`',
    },
  ],
  [
    'a slip in the name',
    { 'lambdas/x/index.ts': 'export const hander = 1; export const fit = 2;' },
    {
      problems: ['it exports fit, hander'],
      hint: 'did you mean "hander"? write `export const handler = async (event) => …`, or set `handler` in lambda.config.ts',
    },
  ],
  [
    'a slip in the name in CommonJS',
    { 'lambdas/x/index.js': 'exports.Handler = async () => 1;' },
    {
      problems: ['it exports Handler'],
      hint: 'did you mean "Handler"? write `exports.handler = async (event) => …`, or set `handler` in lambda.config.ts',
    },
  ],
  [
    'a default export',
    { 'lambdas/x/index.mjs': 'export default async function handler() {}' },
    {
      problems: ['it exports default'],
      hint: 'write `export const handler = async (event) => …`',
    },
  ],
  [
    'a module that is the function',
    { 'lambdas/x/index.js': 'module.exports = async () => 1;' },
    {
      problems: ['it exports nothing by name'],
      hint: 'write `exports.handler = async (event) => …`',
    },
  ],
  [
    'ES-module syntax in a CommonJS bundle',
    { 'lambdas/x/index.cts': 'export const evaluate = 1; export const fit = 2;' },
    {
      problems: ['it exports evaluate, fit'],
      hint: 'write `exports.handler = async (event) => …`, or set `handler` in lambda.config.ts; there are evaluate, fit',
    },
  ],
  [
    'CommonJS in a module file, with what esbuild says about it',
    { 'lambdas/x/index.mjs': 'exports.handler = async () => 1;' },
    {
      problems: [
        'it exports nothing by name',
        expect.stringMatching(
          /^lambdas\/x\/index\.mjs:1:1: The CommonJS "exports" variable .* because the file name ends in "\.mjs"\.$/s,
        ),
      ],
      hint: 'write `export const handler = async (event) => …`',
    },
  ],
  [
    'a handler that the passed-on module does not have',
    {
      'lambdas/x/index.js': "module.exports = require('./a');",
      'lambdas/x/a.js': "module.exports = { ...require('./index'), fit: 1 };",
    },
    {
      problems: ['it exports fit'],
      hint: 'write `exports.handler = async (event) => …`, or set `handler` in lambda.config.ts; there are fit',
    },
  ],
];

test.each(missing)('refuses %s', async (_, sources, expected) => {
  const error: unknown = await bundleLambda(await makeWorkspace(sources)).catch((e: unknown) => e);
  expect(error).toMatchObject({ name: 'UserError', code: 'HANDLER_MISSING', ...expected });
});

test('names the entry that lacks it', async () => {
  const options = await makeWorkspace({ 'lambdas/x/src/main.ts': 'export const handler = 1;' });
  await expect(
    bundleLambda({ ...options, entry: 'src/main.ts', handler: 'index.run' }),
  ).rejects.toMatchObject({
    subject: 'lambdas/x/src/main.ts',
    message: 'lambdas/x/src/main.ts does not export "run"',
  });
});

test('warns when only running the entry would tell', async () => {
  const { warnings } = await bundleLambda(
    await makeWorkspace({ 'lambdas/x/index.js': 'module.exports = make(); function make() {}' }),
  );
  expect(warnings).toEqual([
    {
      file: 'lambdas/x/index.js',
      text: 'cannot tell without running it whether lambdas/x/index.js exports "handler"',
      formatted: 'cannot tell without running it whether lambdas/x/index.js exports "handler"',
    },
  ]);
});
