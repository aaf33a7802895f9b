import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchFiles, type FileWatcher } from './watch-files.ts';

let root: string;
let watcher: FileWatcher;
let told: ReadonlySet<string>[];
let waiting: { isWanted: (path: string) => boolean; resolve: () => void }[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'watched-'));
  told = [];
  waiting = [];
  await write('lambdas/predict/index.ts', '1');
  await write('lambdas/predict/node_modules/x/index.js', '1');
  watcher = await watchFiles({
    root,
    directories: ['lambdas', 'packages'],
    files: ['.env.local'],
    onChange({ paths }) {
      told.push(paths);
      waiting = waiting.filter(({ isWanted, resolve }) => {
        if (![...paths].some(isWanted)) return true;
        resolve();
        return false;
      });
    },
  });
});
afterEach(async () => {
  watcher.close();
  await rm(root, { recursive: true, force: true });
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** Resolves when a change of the path is told. */
const change = (path: string) =>
  new Promise<void>((resolve) => waiting.push({ isWanted: (one) => one === path, resolve }));

const all = () => new Set(told.flatMap((paths) => [...paths]));

test('tells of files that change, come and go', async () => {
  const changed = change('lambdas/predict/index.ts');
  await write('lambdas/predict/index.ts', '2');
  await changed;
  const gone = change('lambdas/predict/index.ts');
  await rm(join(root, 'lambdas/predict/index.ts'));
  await gone;
  expect([...all()]).toEqual(['lambdas/predict/index.ts']);
});

test('follows directories that come later, also those that are moved there', async () => {
  const deep = change('packages/words/src/index.ts');
  await write('packages/words/src/index.ts', '1');
  await deep;
  const again = change('packages/words/src/index.ts');
  await write('packages/words/src/index.ts', '2');
  await again;
  await write('elsewhere/fresh/index.ts', '1');
  const moved = change('lambdas/fresh/index.ts');
  await rename(join(root, 'elsewhere/fresh'), join(root, 'lambdas/fresh'));
  await moved;
  expect(all()).toContain('lambdas/fresh');
});

test('what is installed and built, and what nobody asked for, is not watched', async () => {
  await write('lambdas/predict/node_modules/x/index.js', '2');
  await write('lambdas/predict/dist/function.zip', '2');
  await write('other.ts', '1');
  const seen = change('.env.local');
  await write('.env.local', 'A=1');
  await seen;
  expect([...all()]).toEqual(['.env.local']);
});

test('a thousand changes are told in a few, and a directory that vanishes meanwhile ends nothing', async () => {
  const last = change('lambdas/many/file-999.ts');
  mkdirSync(join(root, 'lambdas/many'));
  for (let index = 0; index < 1000; index += 1) {
    writeFileSync(join(root, `lambdas/many/file-${index}.ts`), '1');
  }
  await last;
  expect(all().size).toBeGreaterThanOrEqual(1000);
  expect(told.length).toBeLessThan(10);
  const gone = change('lambdas/many');
  await rm(join(root, 'lambdas/many'), { recursive: true });
  await gone;
  const again = change('lambdas/many/file-1.ts');
  await write('lambdas/many/file-1.ts', '1');
  await again;
});
