import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCode } from '../../test/run-code.ts';
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

test('gives each lambda code that runs, and takes its own directory for its place', async () => {
  const { changed, failures } = await bundler.build('all');
  expect(failures).toEqual([]);
  const one = changed.find(({ name }) => name === 'one')?.code;
  expect(await runCode(one)).toEqual(['first', 'one', await one?.()]);
});

test('a changed file changes those lambdas alone that have it', async () => {
  await bundler.build('all');
  const saved = await save('packages/words/word.ts', "export const word: string = 'second';\n");
  expect(namesOf(saved)).toEqual(['one', 'two']);
  expect(await runCode(saved.changed[0]?.code)).toEqual(['second', 'one', expect.anything()]);
  expect(namesOf(await save('lambdas/alone/other.ts', ''))).toEqual([]);
});

test('code that was deployed needs no other, also when it is the same again', async () => {
  const names = new Set(['alone', 'one', 'two']);
  const changedMeanwhile = () => Promise.resolve(new Set<string>());
  expect(namesOf(await bundler.build('all', { names, changedMeanwhile }))).toEqual([]);
  const text = await readFile(path.join(root, 'lambdas/alone/index.ts'), 'utf8');
  const edited = await save('lambdas/alone/index.ts', text.replace('1', '2'));
  expect(edited.changed).toMatchObject([{ name: 'alone', code: expect.any(Function) }]);
  const reverted = await save('lambdas/alone/index.ts', text);
  expect(reverted.changed).toEqual([{ name: 'alone', code: undefined }]);
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
  const written = await Promise.all(
    first.changed.map(async ({ name, code }) => ({
      name,
      code,
      directory: (await code?.()) ?? '',
    })),
  );
  const second = await save('packages/words/word.ts', "export const word: string = 'second';\n");
  for (const { name, code } of written) {
    if (name !== 'alone' && code !== undefined) await bundler.release(code);
  }
  expect(written.filter(({ directory }) => existsSync(directory))).toMatchObject([
    { name: 'alone' },
  ]);
  expect(await runCode(second.changed[1]?.code)).toEqual(['second', 'two', expect.anything()]);
});

test('what nobody runs is not written, and what cannot be written is tried again', async () => {
  const { changed } = await bundler.build('all');
  const kept = path.join(root, '.local/dev');
  expect(existsSync(kept)).toBe(false);
  const one = changed.find(({ name }) => name === 'one')?.code;
  await mkdir(path.dirname(kept));
  await writeFile(kept, 'in the way');
  await expect(runCode(one)).rejects.toThrow('ENOTDIR');
  await rm(kept);
  expect(await runCode(one)).toMatchObject(['first', 'one', expect.any(String)]);
  expect(existsSync(path.join(kept, 'two'))).toBe(false);
});

test('much that stands beside the code is not held in memory, and is no code where it cannot be written', async () => {
  const bundling = { files: [{ from: 'words.txt' }] };
  const lambdaDirectory = path.join(root, 'lambdas/alone');
  bundler.setLambdas([{ name: 'alone', lambdaDirectory, bundling }]);
  const directory = path.join(root, '.local/dev/alone');
  await mkdir(path.dirname(directory), { recursive: true });
  await writeFile(directory, 'in the way');
  const refused = await save('lambdas/alone/words.txt', 'a'.repeat(2 ** 21));
  expect(refused.changed).toEqual([]);
  expect(JSON.stringify(refused.failures)).toMatch(/ENOTDIR|EEXIST/);

  await rm(directory);
  const { changed, failures } = await bundler.build('all');
  expect({ names: namesOf({ changed }), failures }).toEqual({ names: ['alone'], failures: [] });
  const written = await readdir(directory, { recursive: true });
  expect(written).toContainEqual(expect.stringMatching(/words\.txt$/));
});

test('ES-module syntax in a package of CommonJS exports what it says', async () => {
  await save('lambdas/alone/package.json', '{ "name": "@lambdas/alone", "type": "commonjs" }\n');
  await rm(path.join(root, 'lambdas/alone/index.ts'));
  const typed = 'export const other: number = 1;\nexport const handler = async () => other;\n';
  const { failures, changed } = await save('lambdas/alone/index.ts', typed);
  expect(failures).toEqual([]);
  expect(namesOf({ changed })).toContain('alone');
});

test('what was deployed while it could not be built is not taken for what was deployed before', async () => {
  const names = new Set(['alone', 'one', 'two']);
  const changedMeanwhile = () => Promise.resolve(new Set<string>());
  await bundler.build('all', { names, changedMeanwhile });
  const first = await readFile(path.join(root, 'lambdas/alone/index.ts'), 'utf8');
  await save('lambdas/alone/index.ts', first.replace('1', '2'));
  await save('lambdas/alone/index.ts', 'export const handler = ;\n');
  // Of what was there before it broke.
  await bundler.build('all', { names, changedMeanwhile });
  for (const text of [first.replace('1', '2'), first]) {
    const { changed } = await save('lambdas/alone/index.ts', text);
    expect(changed).toMatchObject([{ name: 'alone', code: expect.any(Function) }]);
  }
});
