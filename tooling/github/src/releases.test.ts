import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runScript, startGitHub } from '../test/start-github.ts';

async function makeRepository(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'releases-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  execFileSync('git', ['add', '--all'], { cwd: root });
  execFileSync('git', [...identity, 'commit', '--quiet', '--message', 'one'], { cwd: root });
  return root;
}

const manifest = (name: string, version?: string) =>
  JSON.stringify({ name: `@lambdas/${name}`, version });

const changelog =
  '# @lambdas/x\n\n## 1.2.0\n\n### Minor Changes\n\n- Do more\n\n## 1.1.0\n\n- old\n';

const planned = (functions: readonly object[]) =>
  `${JSON.stringify({ type: 'building', lambdas: [] })}\n${JSON.stringify({ type: 'planned', plan: { functions } })}\n`;

async function list(root: string, plan: string) {
  await writeFile(join(root, 'plan.jsonl'), plan);
  const env = { PLAN_FILE: 'plan.jsonl', RELEASES_FILE: 'releases.json' };
  const { out, exitCode } = await runScript('list-releases.mjs', env, root);
  if (exitCode !== 0) return { out, releases: [] };
  const text = await readFile(join(root, 'releases.json'), 'utf8');
  return { out, releases: JSON.parse(text) as readonly { tag: string; notes: string }[] };
}

test('lists what changesets released and what is live, once', async () => {
  const root = await makeRepository({
    'lambdas/live/package.json': manifest('live', '1.2.0'),
    'lambdas/live/CHANGELOG.md': changelog,
    'lambdas/tagged/package.json': manifest('tagged', '1.2.0'),
    'lambdas/tagged/CHANGELOG.md': changelog,
    'lambdas/first/package.json': manifest('first', '1.0.0'),
    'lambdas/bare/package.json': manifest('bare'),
    'lambdas/bare/CHANGELOG.md': changelog,
  });
  execFileSync('git', ['tag', '@lambdas/tagged@1.2.0'], { cwd: root });
  const functions = ['live', 'tagged', 'first', 'bare'].map((lambda) => ({
    lambda,
    action: 'none',
    reasons: [],
  }));
  expect(await list(root, planned(functions))).toEqual({
    out: '1 to release\n',
    releases: [{ tag: '@lambdas/live@1.2.0', notes: '### Minor Changes\n\n- Do more' }],
  });
});

test('refuses what is not live, what was rolled back, and what no plan knows', async () => {
  const files = ['waiting', 'pinned', 'unknown'].flatMap((name) => [
    [`lambdas/${name}/package.json`, manifest(name, '1.2.0')],
    [`lambdas/${name}/CHANGELOG.md`, changelog],
  ]);
  const root = await makeRepository(Object.fromEntries(files) as Record<string, string>);
  const plan = planned([
    { lambda: 'waiting', action: 'update', reasons: ['code: index.ts changed'] },
    { lambda: 'pinned', action: 'none', reasons: [], pinnedVersion: '7' },
  ]);
  const { out, releases } = await list(root, plan);
  expect(releases).toEqual([]);
  expect(out).toContain('@lambdas/waiting@1.2.0 is not live: code: index.ts changed');
  expect(out).toContain('@lambdas/pinned@1.2.0 is not live: it was rolled back');
  expect(out).toContain('@lambdas/unknown@1.2.0 is not live: no plan says anything of it');
});

test('lists nothing where there is no plan', async () => {
  const root = await makeRepository({ 'lambdas/x/package.json': manifest('x', '1.0.0') });
  expect((await list(root, '{"type":"error"}\n')).out).toBe('::error::plan.jsonl holds no plan\n');
});

test('publishes each release once, with its tag on the commit', async () => {
  await using github = await startGitHub();
  const root = await makeRepository({
    'releases.json': JSON.stringify([
      { tag: '@lambdas/predict@1.2.0', notes: 'more' },
      { tag: '@lambdas/notify@2.0.0-rc.1', notes: 'soon' },
    ]),
  });
  const commit = 'a'.repeat(40);
  const env = { ...github.env, COMMIT: commit, RELEASES_FILE: 'releases.json' };
  const ran = await runScript('publish-releases.mjs', env, root);
  expect(ran.out).toBe('released @lambdas/predict@1.2.0, @lambdas/notify@2.0.0-rc.1\n');
  expect((await runScript('publish-releases.mjs', env, root)).out).toBe('nothing to release\n');
  expect(github.releases).toMatchObject([
    { tag_name: '@lambdas/predict@1.2.0', target_commitish: commit, prerelease: false },
    { tag_name: '@lambdas/notify@2.0.0-rc.1', body: 'soon', prerelease: true },
  ]);
});

test('opens one pull request for the versions, and says in it what is new', async () => {
  await using github = await startGitHub();
  const root = await makeRepository({ 'body.md': 'one' });
  const own = { HEAD: 'changeset-release/main', BASE: 'main', BODY_FILE: 'body.md' };
  const propose = () =>
    runScript('upsert-version-pull-request.mjs', { ...github.env, ...own }, root);
  expect((await propose()).out).toContain('pull request opened');
  await writeFile(join(root, 'body.md'), 'two');
  expect((await propose()).out).toContain('pull request updated');
  expect(github.pulls).toMatchObject([
    { head: 'changeset-release/main', base: 'main', body: '<!-- lambda-versions -->\ntwo' },
  ]);
});
