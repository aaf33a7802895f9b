import { execFileSync } from 'node:child_process';
import { expect, test, type TestContext } from 'vitest';
import { makeWorkspace } from '../test/workspace.ts';
import { startCheckIgnore } from './check-ignore.ts';

async function start({ onTestFinished }: TestContext, ignore?: string) {
  const { workspaceRoot } = await makeWorkspace({ '.gitignore': ignore ?? '', kept: '' });
  if (ignore !== undefined) {
    execFileSync('git', ['init', '--quiet'], { cwd: workspaceRoot });
    execFileSync('git', ['add', '--force', 'kept'], { cwd: workspaceRoot });
  }
  const git = startCheckIgnore(workspaceRoot);
  onTestFinished(() => {
    git.end();
  });
  return git;
}

test('one git answers as often as it is asked', async (context) => {
  const git = await start(context, 'a\n*.log\n!b.log\nkept\n');
  expect(await git.ask(['a', 'b', 'x.log', 'b.log'])).toEqual(new Set(['a', 'x.log']));
  expect(await git.ask(['b'])).toEqual(new Set());
  expect(await git.ask([])).toEqual(new Set());
  expect(await git.ask(['dir/a', '!a', 'ünï\n.log'])).toEqual(new Set(['dir/a', 'ünï\n.log']));
});

test('what is committed is not ignored', async (context) => {
  const git = await start(context, 'a\nkept\n');
  expect(await git.ask(['kept', 'a'])).toEqual(new Set(['a']));
});

test('a pattern that begins with an exclamation mark itself', async (context) => {
  const git = await start(context, '\\!a\n');
  expect(await git.ask(['!a', 'a'])).toEqual(new Set(['!a']));
});

test('nothing is ignored where there is no repository', async (context) => {
  const git = await start(context);
  expect(await git.ask(['a', 'b'])).toEqual(new Set());
  expect(await git.ask(['a'])).toEqual(new Set());
});
