import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { readPages } from '../markdown/read-pages.ts';
import { inRepository, listFiles, repositoryRoot } from '../repository.ts';
import { checkTypes } from './check-types.ts';
import type { Example } from './example.ts';
import { exportedValues } from './exported-values.ts';
import { makeModule } from './make-module.ts';
import { readExamples } from './read-examples.ts';
import { runModules } from './run-modules.ts';

const isSource = (path: string) =>
  /^(?:packages|tooling)\/[^/]+\/src\/.*\.ts$/.test(path) && !/\.test\.ts$|\/fixtures\//.test(path);

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
}

/** Whose README is for whoever writes a lambda. */
const isReadme = (path: string) => /^packages\/[^/]+\/README\.md$/.test(path);

const files = await listFiles(repositoryRoot);

async function examplesOfSources(): Promise<readonly Example[]> {
  const paths = files.filter(isSource);
  const texts = await Promise.all(paths.map((path) => readFile(inRepository(path), 'utf8')));
  return paths.flatMap((path, index) => readExamples(path, texts[index] ?? ''));
}

async function examplesOfReadmes(): Promise<readonly Example[]> {
  const pages = await readPages(repositoryRoot, files.filter(isReadme));
  return pages.flatMap(({ path, blocks }) =>
    blocks
      .filter(({ language }) => language === 'ts')
      .map(({ line, text, attributes }) => ({
        path,
        line: line + 1,
        of: '',
        title: '',
        code: text,
        exported: new Map(),
        reason: attributes.get('needs'),
      })),
  );
}

const examples = [...(await examplesOfSources()), ...(await examplesOfReadmes())];
const modules = examples.map(makeModule);

test('every value that a shared package offers has an example', () => {
  const manifests = files.filter((path) => /^packages\/[^/]+\/package\.json$/.test(path));
  const offered = manifests.flatMap((path) => {
    const { exports } = JSON.parse(readFileSync(inRepository(path), 'utf8')) as Manifest;
    return Object.values(exports).flatMap((entry) =>
      exportedValues(posix.join(posix.dirname(path), entry), (file) =>
        readFileSync(inRepository(file), 'utf8'),
      ),
    );
  });
  expect(offered.length).toBeGreaterThan(0);
  const shown = new Set(examples.map(({ path, of }) => `${path} ${of}`));
  const missing = offered
    .map(({ path, name }) => `${path} ${name}`)
    .filter((one) => !shown.has(one));
  expect(missing).toEqual([]);
});

test('every example is code, below its tag', () => {
  const titled = examples.filter(({ code }) => code.trim() === '');
  expect(titled.map(({ path, line, title }) => `${path}:${line}: ${title}`)).toEqual([]);
});

test('every example is right by its types', () => {
  expect(checkTypes(repositoryRoot, modules)).toEqual([]);
});

test('every example runs, and gives the values that it names', async () => {
  const run = modules.filter(({ example }) => example.reason === undefined);
  expect(run.length).toBeGreaterThan(0);
  expect(await runModules(repositoryRoot, run)).toEqual([]);
});

const planted = (path: string, ...code: readonly string[]): Example => ({
  path: join('tooling/docs/src/examples', path),
  line: 10,
  of: '',
  title: '',
  code: code.join('\n'),
  exported: new Map(),
  reason: undefined,
});

test('an example that is wrong is found, with its line and what it gives', async () => {
  const wrong = [
    planted('value.ts', 'const one = 1;', '[one, { two: 2 }]; // → [1, { two: 3 }]'),
    planted('type.ts', 'const one: string = 1;'),
    planted('throws.ts', "throw new Error('no such stage'); // throws such a stage"),
    planted('fails.ts', 'await Promise.reject(new Error("failed"));'),
  ].map(makeModule);
  expect(checkTypes(repositoryRoot, wrong)).toEqual([
    "tooling/docs/src/examples/type.ts:10: Type 'number' is not assignable to type 'string'.",
  ]);
  const failures = await runModules(repositoryRoot, wrong);
  expect(failures).toHaveLength(3);
  expect(failures[0]).toMatch(/^tooling\/docs\/src\/examples\/value\.ts:10: [^]*- +two: 3/);
  expect(failures[2]).toBe('tooling/docs/src/examples/fails.ts:10: failed');
});

test('an example that is right passes: values of several lines, printed ones, errors', async () => {
  const right = [
    planted(
      'right.ts',
      "console.log('a'.repeat(2)); // → 'aa'",
      'await Promise.resolve({ a: [1, 2] });',
      '// → {',
      '//   a: [1, 2],',
      '//   }',
      "JSON.parse('{'); // throws JSON",
    ),
  ].map(makeModule);
  expect(checkTypes(repositoryRoot, right)).toEqual([]);
  expect(await runModules(repositoryRoot, right)).toEqual([]);
});

test('a value that is named beside no statement is refused', () => {
  const example = planted('none.ts', 'function f() {', '  1; // → 1', '}');
  expect(() => makeModule(example, 0)).toThrow('a value is named where no statement');
});
