import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { unhashedFiles } from './unhashed-files.ts';

const turboFile = path.resolve(import.meta.dirname, '../../../turbo.json');

test('turbo.json leaves out of builds exactly what no bundle may have', async () => {
  const { tasks } = JSON.parse(await readFile(turboFile, 'utf8')) as {
    readonly tasks: { readonly build: { readonly inputs: readonly string[] } };
  };
  const { inputs } = tasks.build;
  expect(inputs[0]).toBe('$TURBO_DEFAULT$');
  const excluded = inputs.filter((input) => input.startsWith('!'));
  expect(excluded).toEqual(unhashedFiles.map((pattern) => `!${pattern}`));
});

test('each of them is a name, or the ending of one: nothing else is understood', () => {
  const forms = /^(?:\*\*\/\*[\w.-]+|[\w.-]+)$/;
  expect(unhashedFiles.filter((pattern) => !forms.test(pattern))).toEqual([]);
});
