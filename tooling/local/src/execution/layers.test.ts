import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestExecutor, type Files } from './testing.ts';

let lab: Awaited<ReturnType<typeof openTestExecutor>>;
beforeEach(async () => {
  lab = await openTestExecutor();
});
afterEach(() => lab[Symbol.asyncDispose]());

/** The digest of a zip with these files. */
const layer = (files: Files) => lab.define(files).codeSha256Hex;

const greeter = (word: string, directory = 'nodejs/node_modules') => ({
  [`${directory}/greet/package.json`]: '{"main":"index.js","exports":"./index.js"}',
  [`${directory}/greet/index.js`]: `module.exports = '${word}';`,
});

const run = async (code: Files, ...layerSha256Hexes: readonly string[]): Promise<unknown> => {
  return (await lab.invoke(lab.define(code, { layerSha256Hexes }))).json();
};

const requires = { 'index.js': "exports.handler = async () => require('greet');" };

it('lets a function require a module of a layer', async () => {
  expect(await run(requires, layer(greeter('hello')))).toBe('hello');
});

it('lets a function import a module of a layer', async () => {
  const imports = {
    'index.mjs': "import greet from 'greet'; export const handler = async () => greet;",
  };
  expect(await run(imports, layer(greeter('hello')))).toBe('hello');
});

it('takes the files of a later layer before those of an earlier one', async () => {
  const layers = [layer(greeter('first')), layer(greeter('second'))];
  expect(await run(requires, ...layers)).toBe('second');
});

it('prefers modules for its own version of Node', async () => {
  const files = { ...greeter('any'), ...greeter('24', 'nodejs/node24/node_modules') };
  expect(await run(requires, layer(files))).toBe('24');
});

it('finds programs of a layer in PATH', async () => {
  const program = layer({ 'bin/say': '#!/bin/sh\necho said\n' });
  const code = {
    'index.js': `exports.handler = async () => {
      const [directory] = process.env.PATH.split(':').slice(-1);
      return require('node:fs').readFileSync(directory + '/say', 'utf8').split('\\n')[1];
    };`,
  };
  expect(await run(code, program)).toBe('echo said');
});

it('finds nothing of a layer that it does not have', async () => {
  expect(await run(requires)).toMatchObject({
    errorMessage: expect.stringMatching(/^Cannot find module 'greet'/) as string,
  });
});
