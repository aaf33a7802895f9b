import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeWorkspace } from '../../test/workspace.ts';
import { createDevBundler, type DevBundler } from './dev-bundler.ts';

const using = (name: string) =>
  `import { word } from '../../packages/words/word.ts';\nexport const handler = async () => [word, '${name}', import.meta.dirname];\n`;

let root: string;
let bundler: DevBundler;
beforeEach(async () => {
  const { workspaceRoot } = await makeWorkspace({
    'packages/words/word.ts': "export const word: string = 'first';\n",
    'lambdas/one/index.ts': using('one'),
    'lambdas/two/index.ts': using('two'),
    'lambdas/alone/index.ts': 'export const handler = async () => 1;\n',
  });
  root = workspaceRoot;
  bundler = await createDevBundler({ workspaceRoot: root });
  bundler.setLambdas(
    ['alone', 'one', 'two'].map((name) => ({
      name,
      lambdaDirectory: path.join(root, 'lambdas', name),
    })),
  );
});
afterEach(async () => {
  await bundler.close();
  await rm(root, { recursive: true, force: true });
});

async function save(file: string, text: string) {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
  return bundler.build(new Set([file]));
}

const namesOf = ({ changed }: { readonly changed: readonly { readonly name: string }[] }) =>
  changed.map(({ name }) => name).sort();

/** What the code in a directory answers, as Lambda would load it. */
async function run(directory: string | undefined): Promise<unknown> {
  process.env.LAMBDA_TASK_ROOT = directory;
  const url = pathToFileURL(path.join(directory ?? '', 'index.mjs')).href;
  const { handler } = (await import(url)) as { handler: () => Promise<unknown> };
  return handler();
}

test('gives each lambda code that runs, and takes its own directory for its place', async () => {
  const { changed, failures } = await bundler.build('all');
  expect(failures).toEqual([]);
  const one = changed.find(({ name }) => name === 'one')?.directory;
  expect(await run(one)).toEqual(['first', 'one', one]);
});

test('a changed file changes those lambdas alone that have it', async () => {
  await bundler.build('all');
  const saved = await save('packages/words/word.ts', "export const word: string = 'second';\n");
  expect(namesOf(saved)).toEqual(['one', 'two']);
  expect(await run(saved.changed[0]?.directory)).toEqual(['second', 'one', expect.anything()]);
  expect(namesOf(await save('lambdas/alone/other.ts', ''))).toEqual([]);
});

test('code that was deployed needs no directory, also when it is the same again', async () => {
  const names = new Set(['alone', 'one', 'two']);
  const changedMeanwhile = () => Promise.resolve(new Set<string>());
  expect(namesOf(await bundler.build('all', { names, changedMeanwhile }))).toEqual([]);
  const text = await readFile(path.join(root, 'lambdas/alone/index.ts'), 'utf8');
  const edited = await save('lambdas/alone/index.ts', text.replace('1', '2'));
  expect(edited.changed).toMatchObject([{ name: 'alone', directory: expect.any(String) }]);
  const reverted = await save('lambdas/alone/index.ts', text);
  expect(reverted.changed).toEqual([{ name: 'alone', directory: undefined }]);
});

test('what was saved while it was being deployed is not taken for what was deployed', async () => {
  const names = new Set(['alone', 'one', 'two']);
  const changedMeanwhile = () => Promise.resolve(new Set(['packages/words/word.ts']));
  expect(namesOf(await bundler.build('all', { names, changedMeanwhile }))).toEqual(['one', 'two']);
});

test('an error is told once, of all lambdas that it keeps, and the others go on', async () => {
  await bundler.build('all');
  const broken = await save('packages/words/word.ts', 'export const word = ;\n');
  expect(broken.changed).toEqual([]);
  expect(broken.failures).toMatchObject([
    {
      lambdas: ['one', 'two'],
      error: { problems: [expect.stringMatching(/^packages\/words\/word\.ts:1:21: /)] },
    },
  ]);
  const other = await save('lambdas/alone/index.ts', 'export const handler = async () => 7;\n');
  expect(namesOf(other)).toEqual(['alone']);
  const repaired = await save('packages/words/word.ts', "export const word: string = 'third';\n");
  expect(repaired.repaired).toEqual(['one', 'two']);
  expect(namesOf(repaired)).toEqual(['one', 'two']);
});

test('an entry that vanishes keeps only its own lambda', async () => {
  await bundler.build('all');
  await rm(path.join(root, 'lambdas/one/index.ts'));
  const built = await bundler.build(new Set(['lambdas/one/index.ts']));
  expect(built.failures).toMatchObject([{ lambdas: ['one'], error: { code: 'ENTRY_MISSING' } }]);
});

test('of code that nobody runs any more nothing stays on the disk', async () => {
  const first = await bundler.build('all');
  const second = await save('packages/words/word.ts', "export const word: string = 'second';\n");
  for (const { name, directory = '' } of first.changed) {
    if (name !== 'alone') await bundler.release(directory);
  }
  expect(first.changed.filter(({ directory = '' }) => existsSync(directory))).toMatchObject([
    { name: 'alone' },
  ]);
  expect(await run(second.changed[1]?.directory)).toEqual(['second', 'two', expect.anything()]);
});
