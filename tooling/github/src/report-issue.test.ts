import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runScript, startGitHub, type FakeGitHub } from '../test/start-github.ts';

async function report(github: FakeGitHub, state: string, text: string) {
  const directory = await mkdtemp(join(tmpdir(), 'drift-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'drift.md');
  await writeFile(file, text);
  return runScript('report-drift.mjs', { ...github.env, STATE: state, BODY_FILE: file });
}

const issuesOf = ({ issues }: FakeGitHub) =>
  issues.map(
    ({ body, state = 'open' }) => `${String(state)}: ${String(body).split('\n')[1] ?? ''}`,
  );

test('opens one issue, keeps it up to date and closes it', async () => {
  await using github = await startGitHub();
  expect((await report(github, 'none', '')).out).toBe('no drift, and no issue\n');
  expect((await report(github, 'found', 'one')).out).toContain('issue opened');
  expect((await report(github, 'found', 'one')).out).toContain('issue unchanged');
  expect((await report(github, 'found', 'two')).out).toContain('issue updated');
  expect(issuesOf(github)).toEqual(['open: two']);
  expect((await report(github, 'none', '')).out).toContain('issue closed');
  expect(issuesOf(github)).toEqual(['closed: two']);
  expect(github.comments.map(({ body }) => body)).toEqual([
    'Everything is as it was deployed again.',
  ]);
});

test('opens another one when the former is closed', async () => {
  await using github = await startGitHub();
  await report(github, 'found', 'one');
  await report(github, 'none', '');
  await report(github, 'found', 'two');
  expect(issuesOf(github)).toEqual(['closed: one', 'open: two']);
});

test('takes neither a pull request nor what somebody else wrote for its issue', async () => {
  await using github = await startGitHub();
  const body = '<!-- lambda-drift -->\nnot mine';
  github.issues.push(
    { id: 1, number: 1, body, user: { login: 'somebody' } },
    { id: 2, number: 2, body, user: { login: 'github-actions[bot]' }, pull_request: {} },
  );
  await report(github, 'none', '');
  expect(github.writes).toEqual([]);
  await report(github, 'found', 'one');
  expect(github.writes).toEqual(['POST /issues']);
});

test('refuses a state that it does not know, before it asks anything', async () => {
  await using github = await startGitHub();
  expect(await report(github, 'maybe', 'one')).toMatchObject({ exitCode: 1 });
  expect(github.issues).toEqual([]);
});
