import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createWorkspace, type TestWorkspace } from '../test/create-workspace.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, '../../..');

const manifest = (name: string, more: object) =>
  JSON.stringify({ name, version: '1.0.0', private: true, ...more });

const word = (text: string) => `export const word = () => '${text}';\n`;

const lambda = (name: string, code: string, dependencies = {}) => ({
  [`lambdas/${name}/package.json`]: manifest(`@lambdas/${name}`, {
    type: 'module',
    scripts: { build: 'lambda build' },
    dependencies,
  }),
  [`lambdas/${name}/index.js`]: code,
});

const files = async () => ({
  '.changeset/config.json': await readFile(join(repository, '.changeset/config.json'), 'utf8'),
  'packages/word/package.json': manifest('@packages/word', {
    type: 'module',
    exports: './index.js',
  }),
  'packages/word/index.js': word('one'),
  ...lambda(
    'user',
    "import { word } from '@packages/word';\nexport const handler = async () => word();\n",
    { '@packages/word': 'workspace:*' },
  ),
  ...lambda('other', "export const handler = async () => 'other';\n"),
});

async function changesets({ root }: TestWorkspace, ...args: readonly string[]) {
  return run(join(root, 'node_modules/.bin/changeset'), args, { cwd: root });
}

const versionOf = async ({ root }: TestWorkspace, directory: string) =>
  (JSON.parse(await readFile(join(root, directory, 'package.json'), 'utf8')) as { version: string })
    .version;

it('a change of a shared package gives its lambdas a version, which serves, is in the history, and is tagged only then', async () => {
  await using workspace = await createWorkspace(await files());
  const { root } = workspace;
  await mkdir(join(root, 'node_modules/@changesets'), { recursive: true });
  await symlink(
    join(repository, 'node_modules/@changesets/cli'),
    join(root, 'node_modules/@changesets/cli'),
  );
  await using stage = await startStage();
  const options = { cwd: root, env: stage.env };
  const deploy = async () => {
    const { exitCode, out, err } = await runLambda(['deploy'], options);
    if (exitCode !== 0) throw new Error(out + err);
  };
  /** As release.yml does it. */
  const releases = async () => {
    const plan = await runLambda(['plan', '--json'], options);
    await workspace.write({ '.local/plan.jsonl': plan.out });
    const env = {
      PATH: process.env.PATH,
      PLAN_FILE: '.local/plan.jsonl',
      RELEASES_FILE: '.local/r.json',
    };
    const script = join(repository, 'tooling/github/scripts/list-releases.mjs');
    const { stdout } = await run(process.execPath, [script], { cwd: root, env });
    const listed = JSON.parse(await readFile(join(root, '.local/r.json'), 'utf8')) as {
      readonly tag: string;
      readonly notes: string;
    }[];
    return { stdout, listed };
  };
  await deploy();

  await workspace.write({
    'packages/word/index.js': word('two'),
    '.changeset/say-two.md': "---\n'@packages/word': minor\n---\n\nSay two\n",
  });
  await workspace.commit('say two');
  await changesets(workspace, 'version');
  await workspace.commit('Release versions');
  expect(await versionOf(workspace, 'packages/word')).toBe('1.1.0');
  expect(await versionOf(workspace, 'lambdas/user')).toBe('1.0.1');
  expect(await versionOf(workspace, 'lambdas/other')).toBe('1.0.0');
  expect(await readFile(join(root, 'lambdas/user/CHANGELOG.md'), 'utf8')).toContain(
    '@packages/word@1.1.0',
  );

  const early = await releases();
  expect(early.listed).toEqual([]);
  expect(early.stdout).toContain(
    '@lambdas/user@1.0.1 is not live: code: packages/word/index.js changed',
  );

  await deploy();
  const { listed } = await releases();
  expect(listed).toMatchObject([{ tag: '@lambdas/user@1.0.1' }]);
  expect(listed[0]?.notes).toContain('@packages/word@1.1.0');
  const { out } = await runLambda(['history', 'user', '--json'], options);
  const [history] = jsonLines(out) as unknown as readonly {
    readonly entries: readonly { readonly version: string; readonly provenance: object }[];
  }[];
  expect(history?.entries).toMatchObject([
    { version: '2', provenance: { packageVersion: '1.0.1' } },
    { version: '1', provenance: { packageVersion: '1.0.0' } },
  ]);
  const shown = await runLambda(['history', 'user'], options);
  expect(shown.out).toMatch(/^2 .* 1\.0\.1 .* live$/m);

  const { stdout: tagged } = await run('git', ['tag'], { cwd: root });
  expect(tagged).toBe('');
  await runLambda(['rollback', 'user'], options);
  expect((await releases()).stdout).toContain(
    '@lambdas/user@1.0.1 is not live: it was rolled back',
  );
});

it('a patch of a shared package, and a new version of what it uses, reach its lambdas, too', async () => {
  await using workspace = await createWorkspace({
    ...(await files()),
    'packages/deep/package.json': manifest('@packages/deep', {}),
    'packages/word/package.json': manifest('@packages/word', {
      type: 'module',
      exports: './index.js',
      dependencies: { '@packages/deep': 'workspace:*' },
    }),
    '.changeset/config.json': (await files())['.changeset/config.json'].replace(
      '"@changesets/cli/changelog"',
      'false',
    ),
    '.changeset/deep.md': "---\n'@packages/deep': patch\n---\n\nMend it\n",
  });
  await changesets(workspace, 'version');
  expect(await versionOf(workspace, 'packages/word')).toBe('1.0.1');
  expect(await versionOf(workspace, 'lambdas/user')).toBe('1.0.1');
  expect(await versionOf(workspace, 'lambdas/other')).toBe('1.0.0');
});
