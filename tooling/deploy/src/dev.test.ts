import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createWorkspace,
  lambdaManifest,
  packageManifest,
  type TestWorkspace,
} from '../test/create-workspace.ts';
import { notReloaded, reloaded, startDev, type Dev } from '../test/dev-lab.ts';

const uses = (name: string, value: string) =>
  `import { word } from '@packages/words';\nimport { rule } from './rule.ts';\n` +
  `export const handler = async () => [word, rule, ${value}];\n`;

let workspace: TestWorkspace;
let dev: Dev;
// One for all: what a test changes it leaves as it likes, and starts from what it writes.
beforeAll(async () => {
  workspace = await createWorkspace({
    'packages/words/package.json': packageManifest('words'),
    'packages/words/index.ts': "export { word } from './word.ts';\n",
    'packages/words/word.ts': "export const word: string = 'first';\n",
    'lambdas/predict/package.json': lambdaManifest('predict', ['words']),
    'lambdas/predict/index.ts': uses('predict', "'predict'"),
    'lambdas/predict/rule.ts': 'export const rule: number = 1;\n',
    'lambdas/notify/package.json': lambdaManifest('notify', ['words']),
    'lambdas/notify/index.ts': uses('notify', "'notify'"),
    'lambdas/notify/rule.ts': 'export const rule: number = 1;\n',
    'lambdas/alone/package.json': JSON.stringify({
      name: '@lambdas/alone',
      scripts: { build: 'lambda build' },
    }),
    'lambdas/alone/index.js': "exports.handler = async () => 'alone 1';\n",
  });
  dev = await startDev(workspace.root);
});
afterAll(async () => {
  await dev[Symbol.asyncDispose]();
  await workspace[Symbol.asyncDispose]();
});

const word = (text: string) =>
  workspace.write({ 'packages/words/word.ts': `export const word: string = '${text}';\n` });

test('what is saved in a lambda is live in it, and in no other function', async () => {
  expect(await dev.invoke('notify')).toEqual(['first', 1, 'notify']);
  await workspace.write({ 'lambdas/predict/rule.ts': 'export const rule: number = 2;\n' });
  expect(await dev.next(reloaded)).toMatchObject({
    files: ['lambdas/predict/rule.ts'],
    functions: ['predict'],
  });
  expect(await dev.invoke('predict')).toEqual(['first', 2, 'predict']);
});

test('what is saved in a shared package is live in every function that has it', async () => {
  await word('second');
  expect(await dev.next(reloaded)).toMatchObject({ functions: ['notify', 'predict'] });
  expect(await dev.invoke('predict')).toMatchObject(['second', expect.anything(), 'predict']);
  expect(await dev.invoke('notify')).toEqual(['second', 1, 'notify']);
});

test('a lambda in CommonJS is made anew, too', async () => {
  await workspace.write({ 'lambdas/alone/index.js': "exports.handler = async () => 'alone 2';\n" });
  expect(await dev.next(reloaded)).toMatchObject({ functions: ['alone'] });
  expect(await dev.invoke('alone')).toBe('alone 2');
});

test('what changes no code is said to be live nowhere', async () => {
  await workspace.write({ 'lambdas/predict/index.test.ts': '// nothing\n' });
  expect(await dev.next(reloaded)).toMatchObject({
    files: ['lambdas/predict/index.test.ts'],
    functions: [],
  });
});

test('what does not build says where and why, leaves the old code serving, and others live', async () => {
  await word('third');
  await dev.next(reloaded);
  await workspace.write({ 'packages/words/word.ts': 'export const word: string = ;\n' });
  expect(await dev.next(notReloaded)).toMatchObject({
    lambdas: ['notify', 'predict'],
    failure: {
      code: 'BUILD_FAILED',
      problems: [expect.stringMatching(/^packages\/words\/word\.ts:1:29: Unexpected ";"/)],
    },
  });
  expect(await dev.invoke('notify')).toMatchObject(['third', 1, 'notify']);
  await workspace.write({ 'lambdas/alone/index.js': "exports.handler = async () => 'alone 3';\n" });
  expect(await dev.next(reloaded)).toMatchObject({ functions: ['alone'] });
  expect(await dev.invoke('alone')).toBe('alone 3');
  await word('fourth');
  expect(await dev.next(({ type }) => type === 'repaired')).toMatchObject({
    lambdas: ['notify', 'predict'],
  });
  expect(await dev.next(reloaded)).toMatchObject({ functions: ['notify', 'predict'] });
  expect(await dev.invoke('notify')).toMatchObject(['fourth', 1, 'notify']);
});

test('a handler that is gone is told before anybody calls it', async () => {
  await workspace.write({ 'lambdas/alone/index.js': 'exports.handle = async () => 1;\n' });
  expect(await dev.next(notReloaded)).toMatchObject({
    lambdas: ['alone'],
    failure: { code: 'HANDLER_MISSING' },
  });
  await workspace.write({ 'lambdas/alone/index.js': "exports.handler = async () => 'alone 4';\n" });
  await dev.next(reloaded);
  expect(await dev.invoke('alone')).toBe('alone 4');
});

test('a changed configuration is deployed, and runs what was saved before', async () => {
  await workspace.write({
    'lambdas/alone/lambda.config.ts': "export default { environment: { COLOUR: 'green' } };\n",
  });
  expect(await dev.next(({ type }) => type === 'switched')).toMatchObject({
    functionName: 'alone',
  });
  await workspace.write({
    'lambdas/alone/index.js': 'exports.handler = async () => process.env.COLOUR;\n',
  });
  await dev.next((line) => reloaded(line) && String(line.functions).includes('alone'));
  expect(await dev.invoke('alone')).toBe('green');
});

test('a new lambda is deployed', async () => {
  await workspace.write({
    'lambdas/fresh/package.json': lambdaManifest('fresh'),
    'lambdas/fresh/index.ts': 'export const handler = async () => 5;\n',
  });
  await dev.next((line) => line.type === 'switched' && line.functionName === 'fresh');
  expect(await dev.invoke('fresh')).toBe(5);
  await workspace.write({ 'lambdas/fresh/index.ts': 'export const handler = async () => 6;\n' });
  // What was written before may have come in more than one change, each with a line of its own.
  while ((await dev.invoke('fresh')) !== 6) await dev.next(reloaded);
  expect(await dev.invoke('fresh')).toBe(6);
});
