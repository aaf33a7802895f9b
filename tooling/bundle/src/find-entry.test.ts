import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeDirectory, writeSources } from '../test/workspace.ts';
import { entryNames, findEntry } from './index.ts';

test.each(entryNames)('finds %s', async (name) => {
  const directory = await makeDirectory();
  await writeSources(directory, { [name]: '', 'index.test.ts': '', 'package.json': '{}' });
  expect(await findEntry(directory)).toBe(name);
});

test('refuses two entries, naming both', async () => {
  const directory = await makeDirectory();
  await writeSources(directory, { 'index.ts': '', 'index.js': '' });
  await expect(findEntry(directory, 'lambdas/x')).rejects.toMatchObject({
    code: 'ENTRY_MISSING',
    subject: 'lambdas/x',
    message: 'there are 2 entry files: index.ts, index.js',
  });
});

test('says what is there instead of an entry', async () => {
  const directory = await makeDirectory();
  await writeSources(directory, { 'main.js': '', 'README.md': '', 'node_modules/a/index.js': '' });
  await expect(findEntry(directory)).rejects.toMatchObject({
    code: 'ENTRY_MISSING',
    message: 'there is no entry file',
    problems: ['it holds README.md, main.js'],
  });
});

test('says that a directory is empty, or is none', async () => {
  const directory = await makeDirectory();
  await expect(findEntry(directory)).rejects.toMatchObject({
    problems: ['the directory is empty'],
  });
  await expect(findEntry(path.join(directory, 'absent'))).rejects.toMatchObject({
    code: 'ENTRY_MISSING',
    message: 'the directory cannot be read',
  });
});

test('takes neither a directory nor a broken link for an entry', async () => {
  const directory = await makeDirectory();
  await mkdir(path.join(directory, 'index.js'));
  await symlink('nowhere.ts', path.join(directory, 'index.ts'));
  await expect(findEntry(directory)).rejects.toMatchObject({
    code: 'ENTRY_MISSING',
    problems: ['index.ts is a link to nothing', 'index.js is a directory'],
  });
});
