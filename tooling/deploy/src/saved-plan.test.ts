import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { replaceCodeByHand } from '../test/by-hand.ts';
import { createWorkspace, type TestWorkspace } from '../test/create-workspace.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { runLambda, type RunOptions } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const greeting = (text: string) => `exports.handler = async () => '${text}';\n`;
const manifest = (name: string) =>
  JSON.stringify({ name: `@lambdas/${name}`, scripts: { build: 'lambda build' } });
const configOf = (value: string) => `export default { environment: { TOKEN: '${value}' } };\n`;

const files = {
  'lambdas/hello/index.js': greeting('one'),
  'lambdas/hello/package.json': manifest('hello'),
  'lambdas/hello/lambda.config.ts': configOf('s3cr3t'),
  'lambdas/other/index.js': greeting('other'),
  'lambdas/other/package.json': manifest('other'),
};

interface Saved {
  readonly savedPlanVersion: number;
  integrity: string;
  content: { hashed: { plan: Record<string, unknown> } };
}

async function readPlan({ root }: TestWorkspace): Promise<Saved> {
  return JSON.parse(await readFile(join(root, 'plan.json'), 'utf8')) as Saved;
}

const writePlan = ({ root }: TestWorkspace, saved: unknown) =>
  writeFile(join(root, 'plan.json'), typeof saved === 'string' ? saved : JSON.stringify(saved));

const savePlan = (options: RunOptions, ...args: readonly string[]) =>
  runLambda(['plan', '--out', 'plan.json', ...args], options);
const applySaved = (options: RunOptions, ...args: readonly string[]) =>
  runLambda(['deploy', '--plan', 'plan.json', ...args], options);

it('does exactly what the saved plan says, also after the file was formatted anew', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const saved = await savePlan(options, 'hello');
  expect(saved.exitCode).toBe(0);
  expect(saved.out).toContain('saved: `lambda deploy --plan plan.json` does exactly this');
  await writePlan(workspace, await readPlan(workspace));

  // Only the lambda that the plan was made for.
  const deployed = await applySaved(options);
  expect(deployed).toMatchObject({ exitCode: 0, err: expect.stringContaining('hello') as string });
  const status = await runLambda(['status'], options);
  expect(status.out).toMatch(/hello +live/);
  expect(status.out).toMatch(/other +not deployed/);
});

it('has no value of an environment in its file, and shows the file to nobody else', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  await savePlan({ cwd: workspace.root, env: stage.env });
  const text = await readFile(join(workspace.root, 'plan.json'), 'utf8');
  expect(text).toContain('"TOKEN": "(hidden)"');
  expect(text).not.toContain('s3cr3t');
  const { mode } = await stat(join(workspace.root, 'plan.json'));
  expect(mode & 0o777).toBe(0o600);
});

it.each<[string, (workspace: TestWorkspace) => Promise<unknown>, string]>([
  [
    'the sources are others',
    (workspace) => workspace.write({ 'lambdas/hello/index.js': greeting('two') }),
    'hello: artifact.digest was',
  ],
  [
    'the configuration is another',
    (workspace) =>
      workspace.write({
        'lambdas/other/lambda.config.ts': 'export default { memorySize: 256 };\n',
      }),
    'other: settings.memorySize was nothing and is 256',
  ],
  [
    'a value of the environment is another, which is not shown',
    (workspace) =>
      workspace.write({
        'lambdas/hello/lambda.config.ts': undefined,
        'lambdas/hello/lambda.config.mts': configOf('s3cr3t2'),
      }),
    'hello: values of its environment are others',
  ],
  [
    'a lambda is new',
    (workspace) => workspace.write({ 'lambdas/third/index.js': greeting('third') }),
    'third: is new, to create',
  ],
  [
    'it was made of another commit',
    (workspace) => workspace.commit('another', { allowEmpty: true }),
    'commit was',
  ],
])('refuses to go on when %s', async (_, change, problem) => {
  await using workspace = await createWorkspace({ ...files, '.gitignore': ignored });
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url);
  const options = { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } };
  await savePlan(options);
  await change(workspace);
  const stale = await applySaved(options);
  expect(stale.exitCode).toBe(3);
  expect(stale.err).toContain('PLAN_STALE  plan.json is not what a deploy would do any more');
  expect(stale.err).toContain(problem);
  expect(stale.err).toContain('lambda plan --out <file>');
  expect(stale.out + stale.err).not.toContain('s3cr3t');
  expect(writesOf(proxy.seen)).toEqual([]);
});

const ignored = 'node_modules\ndist\n.turbo\n.local\nplan.json\n';

it('refuses to go on when what is live moved', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'lambdas/hello/index.js': greeting('two') });
  await savePlan(options);
  await replaceCodeByHand(stage, 'hello');
  const stale = await applySaved(options);
  expect(stale.exitCode).toBe(3);
  expect(stale.err).toContain('hello: liveVersion was 1 and is 2');
});

it.each<[string, (saved: Saved) => unknown, string]>([
  ['cut off', (saved) => JSON.stringify(saved).slice(0, -20), 'is damaged: it is not JSON'],
  [
    'changed by hand',
    ({ content, ...rest }) => ({
      ...rest,
      content: { ...content, hashed: { plan: { ...content.hashed.plan, stage: 'prod' } } },
    }),
    'is damaged: it is not what was written',
  ],
  [
    'of another version',
    (saved) => ({ ...saved, savedPlanVersion: 7 }),
    'is of version 7, this tool writes and reads 2',
  ],
  ['written to', (saved) => ({ ...saved, force: true }), 'is no plan'],
  ['something else', () => ({ name: '@lambdas/hello' }), 'is no plan'],
])('refuses a file that is %s', async (_, damage, words) => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  await savePlan(options);
  await writePlan(workspace, damage(await readPlan(workspace)));
  const refused = await applySaved(options);
  expect(refused.exitCode).toBe(2);
  expect(refused.err).toContain(`PLAN_INVALID  plan.json ${words}`);
});

it('refuses a plan of another stage, and other wishes beside it', async () => {
  await using workspace = await createWorkspace({
    ...files,
    'deploy.config.ts':
      "export default { service: 'tests', stages: { dev: { region: 'us-east-1', namePrefix: 'dev-' } } };\n",
  });
  await using stage = await startStage();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const options = { cwd: workspace.root, env: stage.env };
  await savePlan(options, '--stage', 'dev');
  const refused = await applySaved(options);
  expect(refused.exitCode).toBe(2);
  expect(refused.err).toContain('stage dev, and not local');
  expect(refused.err).toContain('add `--stage dev`');
  for (const wish of ['hello', '--force', '--unpin', '--independent']) {
    expect(await applySaved(options, '--stage', 'dev', wish)).toMatchObject({ exitCode: 2 });
  }
  expect(await applySaved(options, '--stage', 'dev')).toMatchObject({ exitCode: 0 });

  // What was asked for when the plan was made is done, and told.
  await workspace.write({ 'lambdas/hello/index.js': greeting('two') });
  await savePlan(options, '--stage', 'dev', '--force', '--independent', 'hello');
  const asked = await applySaved(options, '--stage', 'dev');
  expect(asked).toMatchObject({ exitCode: 0 });
  expect(asked.out).toContain('with --force --independent hello, as saved');
});

it('says that there is no such file, and where none can be written', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect((await applySaved(options)).err).toContain('PLAN_INVALID  plan.json cannot be read');
  const nowhere = await runLambda(['plan', '--out', 'none/plan.json'], options);
  expect(nowhere.exitCode).toBe(2);
  expect(nowhere.err).toContain('none/plan.json cannot be written');
});

it('does what only --verify has found', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/index.js':
      "const text = require('dependency');\nexports.handler = async () => text;\n",
    'node_modules/dependency/index.js': "module.exports = 'installed';\n",
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'node_modules/dependency/index.js': "module.exports = 'edited';\n" });

  expect((await savePlan(options, '--verify')).out).toContain('1 to update');
  expect(await applySaved(options)).toMatchObject({ exitCode: 0 });
  expect((await runLambda(['invoke', 'hello'], options)).out).toBe('"edited"\n');
  expect(await applySaved(options, '--verify')).toMatchObject({ exitCode: 2 });
});
