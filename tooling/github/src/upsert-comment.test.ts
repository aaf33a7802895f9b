import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { runScript, startGitHub, type FakeGitHub } from '../test/start-github.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'comment-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
});

async function comment(github: FakeGitHub, text: string | undefined, env = {}) {
  const file = join(directory, 'comment.md');
  await rm(file, { force: true });
  if (text !== undefined) await writeFile(file, text);
  const own = { PULL_REQUEST: '7', MARKER: 'lambda-plan:dev', BODY_FILE: file };
  return runScript('upsert-comment.mjs', { ...github.env, ...own, ...env });
}

const bodies = ({ comments }: FakeGitHub) => comments.map(({ body }) => body);
const stranger = (id: number, body: string) => ({ id, body, user: { login: 'somebody' } });

test('writes one comment for each stage, and then says in it what is new', async () => {
  await using github = await startGitHub();
  expect(await comment(github, 'one')).toMatchObject({ exitCode: 0 });
  expect(await comment(github, 'two')).toMatchObject({ exitCode: 0 });
  expect(bodies(github)).toEqual(['<!-- lambda-plan:dev -->\ntwo']);
  await comment(github, 'other', { MARKER: 'lambda-plan:prod' });
  expect(bodies(github)).toEqual([
    '<!-- lambda-plan:dev -->\ntwo',
    '<!-- lambda-plan:prod -->\nother',
  ]);
});

test('writes nothing when nothing is new', async () => {
  await using github = await startGitHub();
  await comment(github, 'one');
  const ran = await comment(github, 'one');
  expect(ran.out).toMatch(/^comment unchanged: https:\/\/github\.test\/comments\/\d+\n$/);
  expect(github.writes).toEqual(['POST /issues/7/comments']);
});

test('finds its comment behind hundreds of others', async () => {
  await using github = await startGitHub();
  github.comments.push(...Array.from({ length: 250 }, (_, id) => stranger(id, 'me too')));
  await comment(github, 'one');
  await comment(github, 'two');
  expect(github.comments).toHaveLength(251);
  expect(bodies(github).at(-1)).toBe('<!-- lambda-plan:dev -->\ntwo');
});

test('leaves alone what somebody else wrote with the same mark', async () => {
  await using github = await startGitHub();
  github.comments.push(stranger(1, '<!-- lambda-plan:dev -->\nmine'));
  await comment(github, 'one');
  expect(bodies(github)).toEqual([
    '<!-- lambda-plan:dev -->\nmine',
    '<!-- lambda-plan:dev -->\none',
  ]);
});

test('sends no more than GitHub takes, and says so', async () => {
  await using github = await startGitHub();
  await comment(github, 'a line of a table\n'.repeat(10_000));
  const [body] = bodies(github) as string[];
  expect(body?.length).toBeLessThanOrEqual(65_536);
  expect(body).toMatch(/a line of a table\n\nCut here: /);
});

test('says that there is no plan where none was handed on', async () => {
  await using github = await startGitHub();
  await comment(github, undefined);
  expect(bodies(github).join('')).toContain(
    '[see the run](https://github.test/owner/name/actions/runs/77)',
  );
});

test('tells a refusal in the words of GitHub, and what is missing', async () => {
  await using github = await startGitHub();
  github.refuse(403, 'Resource not accessible by integration');
  expect(await comment(github, 'one')).toEqual({
    exitCode: 1,
    out: '::error::GET /repos/owner/name/issues/7/comments: 403 Resource not accessible by integration\n',
  });
  expect((await comment(github, 'one', { PULL_REQUEST: '7/../8' })).out).toContain('is no number');
  expect((await comment(github, 'one', { GITHUB_TOKEN: '' })).out).toContain(
    'GITHUB_TOKEN is not set',
  );
});
