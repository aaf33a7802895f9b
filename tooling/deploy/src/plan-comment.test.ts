import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createWorkspace, lambdaManifest, type Files } from '../test/create-workspace.ts';
import { iamRefusal, startProxy } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

async function commentFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'comment-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, 'comment.md');
}

const installed = (name: string, version: string, text: string): Files => ({
  [`lambdas/hello/node_modules/${name}/package.json`]: JSON.stringify({ name, version }),
  [`lambdas/hello/node_modules/${name}/index.js`]: `exports.text = ${JSON.stringify(text)};\n`,
});

const hello = (...packages: readonly string[]) =>
  [
    ...packages.map((name, index) => `import { text as t${index} } from '${name}';\n`),
    `export const handler = async () => [${packages.map((_, index) => `t${index}`).join(', ')}];\n`,
  ].join('');

const mayRead = (...buckets: readonly string[]) => {
  const resources = buckets.map((name) => `arn:aws:s3:::${name}/*`);
  const permissions = [{ actions: ['s3:GetObject'], resources }];
  return `export default ${JSON.stringify({ permissions })};\n`;
};

const rowsOf = (text: string, title: string): readonly string[] =>
  (text.split(`### ${title}`)[1] ?? '')
    .replace(/\n#.*/s, '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1);

it('tells sizes, npm packages and permissions against what is live, in the comment and the summary', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/package.json': lambdaManifest('hello'),
    'lambdas/hello/index.ts': hello('old', 'kept'),
    'lambdas/hello/lambda.config.ts': mayRead('one'),
    ...installed('old', '1.0.0', 'old'),
    ...installed('kept', '1.0.0', 'kept'),
  });
  await using stage = await startStage();
  const file = await commentFile();
  const summary = await commentFile();
  const env = { ...stage.env, GITHUB_STEP_SUMMARY: summary };
  expect(await runLambda(['deploy'], { cwd: workspace.root, env: stage.env })).toMatchObject({
    exitCode: 0,
  });
  await workspace.write({
    'lambdas/hello/index.ts': hello('fresh', 'kept', 'old'),
    'lambdas/hello/lambda.config.ts': mayRead('one', 'two'),
    ...installed('old', '1.1.0', 'old, and longer than it was'),
    ...installed('fresh', '3.0.0', 'fresh'),
  });
  const ran = await runLambda(['plan', '--comment', file], { cwd: workspace.root, env });
  expect(ran).toMatchObject({ exitCode: 0 });

  for (const text of [await readFile(file, 'utf8'), await readFile(summary, 'utf8')]) {
    expect(text).toMatch(/^## Plan for stage local at /);
    expect(rowsOf(text, 'Bundle sizes')).toEqual([
      expect.stringMatching(/^\| hello \| \d+ B|kB \| .* \| \+\d+ B \(\+[\d.]+ %\) \|$/),
    ]);
    expect(rowsOf(text, 'Third-party packages')).toEqual([
      '| fresh | new: 3.0.0 | hello |',
      '| old | 1.0.0 → 1.1.0 | hello |',
    ]);
    expect(rowsOf(text, 'New permissions')).toEqual([
      '| hello | s3:GetObject | arn:aws:s3:::two/&#42; |',
    ]);
  }
  expect(await readFile(file, 'utf8')).not.toContain('mermaid');
  expect(await readFile(summary, 'utf8')).toContain('```mermaid');
});

it('lists everything that the role of a new function may do', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
    'lambdas/hello/lambda.config.ts': mayRead('one'),
  });
  await using stage = await startStage();
  const file = await commentFile();
  await runLambda(['plan', '--comment', file], { cwd: workspace.root, env: stage.env });
  const text = await readFile(file, 'utf8');
  expect(rowsOf(text, 'Bundle sizes')).toEqual([expect.stringMatching(/\| new \|$/)]);
  expect(rowsOf(text, 'New permissions').join('\n')).toMatch(
    /logs:PutLogEvents.*\n.*s3:GetObject \| arn:aws:s3:::one/s,
  );
  expect(text).toContain('None is new, and none has another version.');
});

it('writes why there is no plan into the file for the comment', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
    'lambdas/hello/lambda.config.ts': 'export default { memory: 1 };\n',
  });
  await using stage = await startStage();
  const file = await commentFile();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['plan', '--comment', file], options)).toMatchObject({ exitCode: 2 });
  expect(await readFile(file, 'utf8')).toMatch(/^## lambda plan: failed.*memory/s);
  const nowhere = join(workspace.root, 'no/such/comment.md');
  await workspace.write({ 'lambdas/hello/lambda.config.ts': undefined });
  const ran = await runLambda(['plan', '--comment', nowhere], options);
  expect(ran.exitCode).toBe(2);
  expect(ran.err).toContain('comment.md cannot be written');
});

it('says it in the place of what it cannot read', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
  });
  await using stage = await startStage();
  const file = await commentFile();
  const options = { cwd: workspace.root, env: stage.env };
  await runLambda(['deploy'], options);
  await workspace.write({
    'lambdas/hello/index.js': "exports.handler = async () => 'hello again';\n",
    'lambdas/hello/lambda.config.ts': mayRead('one'),
  });
  await using proxy = await startProxy(stage.aws.url, ({ body }) =>
    Promise.resolve(
      body.includes('Action=GetRolePolicy')
        ? iamRefusal(403, 'AccessDenied', 'not authorized to perform: iam:GetRolePolicy')
        : undefined,
    ),
  );
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const planned = await runLambda(['plan', '--comment', file], { ...options, env });
  expect(planned).toMatchObject({ exitCode: 0 });
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/some may be there already: .*iam:GetRolePolicy/);
  expect(text).toContain('s3:GetObject');
});

it('makes a plan without live state, against what another checkout deploys', async () => {
  const files = {
    'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n",
    'lambdas/same/index.js': "exports.handler = async () => 'same';\n",
    'lambdas/gone/index.js': "exports.handler = async () => 'gone';\n",
  };
  await using base = await createWorkspace(files);
  await using workspace = await createWorkspace({
    ...files,
    'lambdas/hello/index.js': "exports.handler = async () => 'hello again';\n",
    'lambdas/gone/index.js': undefined,
  });
  const file = await commentFile();
  const env = { DEPLOY_STAGE: 'prod', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
  const args = ['plan', '--base', base.root, '--comment', file];
  const ran = await runLambda(args, { cwd: workspace.root, env });
  expect(ran).toMatchObject({ exitCode: 0 });
  expect(ran.out).toContain('what is live is not known here');
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/^## Plan without live state at .*What is live is not known here\./s);
  expect(text).toContain('| hello | 🟡 update |');
  expect(text).toContain('1 unchanged');
  expect(text).toMatch(/\| same \|.*configuration are those of the base commit [0-9a-f]{12}/);
  expect(ran.out).toMatch(/same +none +sources .* those of the base commit [0-9a-f]{12}/);
  expect(`${ran.out}${text}`).not.toContain('of what is live');
  expect(text).toContain('gone: orphan');
  expect(rowsOf(text, 'Bundle sizes')).toHaveLength(1);
});

it('refuses a base that cannot be deployed, and one beside a stage', async () => {
  const files = { 'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n" };
  await using base = await createWorkspace({ 'lambdas/hello/index.js': 'exports.other = 1;\n' });
  await using workspace = await createWorkspace(files);
  const run = (...args: readonly string[]) =>
    runLambda(['plan', '--base', ...args], { cwd: workspace.root });
  expect((await run(base.root)).err).toMatch(/BASE_UNUSABLE.*handler/s);
  expect((await run(tmpdir())).err).toMatch(/BASE_UNUSABLE.*is no checkout/s);
  expect((await run(base.root, '--stage', 'prod')).err).toMatch(/USAGE.*no --stage/s);
});
