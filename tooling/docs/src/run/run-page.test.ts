import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { readPage } from '../markdown/read-page.ts';
import { runPage } from './run-page.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'page-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
});

const runText = (text: string) =>
  runPage(readPage('docs/a.md', text), { root, programs: join(root, 'programs') });

const block = (info: string, ...lines: readonly string[]) =>
  ['```' + info, ...lines, '```', ''].join('\n');

test('writes files, runs commands in the order of the page, and compares what they print', async () => {
  const page = [
    'Write `greeting/a.txt`:\n',
    block('text file=greeting/a.txt', 'Hello', '', 'Ada'),
    block('sh', 'cp greeting/a.txt b.txt  # no output is looked at', 'cat b.txt'),
    block('console', '$ cat b.txt', 'Hello', '', 'Ada', "$ printf '%s\\n' \\", '>   one', 'one'),
  ];
  expect(await runText(page.join('\n'))).toBeUndefined();
  expect(await readFile(join(root, 'greeting/a.txt'), 'utf8')).toBe('Hello\n\nAda\n');
});

test('says by a difference what is stale, and where', async () => {
  const page = `# A\n\n${block('console', "$ printf 'one\\n2\\nthree\\n'", 'one', 'two', 'three')}`;
  expect(await runText(page)).toBe(
    "docs/a.md:4: $ printf 'one\\n2\\nthree\\n'\n  one\n- two\n+ 2\n  three",
  );
});

test('stops at a command that fails, and at one that should', async () => {
  expect(await runText(block('sh', 'echo no; exit 3', 'touch never'))).toMatch(
    /^docs\/a\.md:1: [^]*\nexit code 3 in the place of 0\nno\n$/,
  );
  expect(await runText(block('console exit=3', '$ echo no; exit 3', 'no'))).toBeUndefined();
  expect(await runText(block('sh exit=3', 'true'))).toMatch(/exit code 0 in the place of 3/);
});

test('runs nothing that needs what is not here', async () => {
  expect(await runText(block('sh needs=account', 'exit 1'))).toBeUndefined();
});

test('keeps running what goes on in the background, until the end of the page', async () => {
  const page = [
    block('console background', '$ echo $$ >pid; echo ready; tail -f news', 'ready'),
    block('console', '$ kill -0 $(cat pid) && echo alive', 'alive'),
    block('sh', 'echo first >>news; echo second >>news'),
    block('text background', 'first', '…'),
    block('sh', 'echo third >>news'),
    block('text background', '…', 'third'),
  ];
  await writeFile(join(root, 'news'), '');
  expect(await runText(page.join('\n'))).toBeUndefined();
  const pid = Number(await readFile(join(root, 'pid'), 'utf8'));
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('refuses a file that the text does not name, and words that it does not know', async () => {
  await expect(runText(block('ts file=a.ts', ''))).rejects.toThrow(
    'docs/a.md:1: the text before the block does not say that it is `a.ts`',
  );
  await expect(runText(block('sh dont-run', ''))).rejects.toThrow('"dont-run" says nothing');
  await expect(runText(block('console', 'ls'))).rejects.toThrow('begins with "ls"');
});

test('takes values that differ each time by their shape, and … for what is left out', async () => {
  const printed = [
    'plan at 18a000e1eb68-dirty, 2026-11-29T20:22:04.297Z, in 1.25 s',
    'NAME   SINCE',
    'hello  2026-11-29 20:22:04Z  92dvWpSbLexX',
    'GET http://u8op9i98sn.execute-api.us-east-1.localhost:4566/hello',
  ];
  const shown = [
    'plan at 0123456789ab-dirty, 2026-01-01T00:00:00Z, in 10 s',
    '…',
    'hello      2026-01-01 00:00:00Z  wHPEyL2kDy+g',
    'GET http://a1b2c3d4e5.execute-api.us-east-1.localhost:4566/…',
  ];
  const command = `$ printf '%s\\n' ${printed.map((line) => `'${line}'`).join(' ')}`;
  expect(await runText(block('console', command, ...shown))).toBeUndefined();
  for (const stale of ['plan at 0123456789ab, 2026…', 'hello  1.25 s', 'hello  yesterday1AB']) {
    expect(await runText(block('console', command, '…', stale, '…'))).toContain(`- ${stale}`);
  }
});
