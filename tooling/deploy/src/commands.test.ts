import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWorkspace, lambdaManifest, packageManifest } from '../test/create-workspace.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const echo = {
  'lambdas/echo/index.js':
    "exports.handler = async (event) => { console.log('got', event); if (event.fail) throw new Error('asked to'); return event; };\n",
};

const onMath = {
  ...echo,
  'packages/math/package.json': packageManifest('math'),
  'packages/math/index.ts':
    'export const double = (value: number) => value * 2;\nexport const unused = (value: number) => value / 7;\n',
  'lambdas/doubles/package.json': lambdaManifest('doubles', ['math']),
  'lambdas/doubles/index.ts':
    "import { double } from '@packages/math';\nexport const handler = async (event: { value: number }) => double(event.value);\n",
};

it('invokes with an event from a file or from standard input, and shows the log when asked to', async () => {
  await using workspace = await createWorkspace({ ...echo, 'event.json': '\uFEFF{"from":"file"}' });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  await runLambda(['deploy'], options);

  const fromFile = await runLambda(['invoke', 'echo', '--event', 'event.json'], options);
  expect(fromFile).toEqual({ exitCode: 0, out: '{"from":"file"}\n', err: '' });
  const tailed = await runLambda(['invoke', 'echo', '--event', '-', '--tail'], {
    ...options,
    stdin: '{"from":"stdin"}',
  });
  expect(tailed.out).toBe('{"from":"stdin"}\n');
  expect(tailed.err).toContain("INFO\tgot { from: 'stdin' }");
  expect(tailed.err).toContain('REPORT RequestId:');
});

it('says that the function failed, and prints its error', async () => {
  await using workspace = await createWorkspace(echo);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env, stdin: '{"fail":true}' };
  await runLambda(['deploy'], options);
  const failed = await runLambda(['invoke', 'echo', '--event', '-'], options);
  expect(failed.exitCode).toBe(1);
  expect(JSON.parse(failed.out)).toMatchObject({ errorType: 'Error', errorMessage: 'asked to' });
  expect(failed.err).toContain('echo version 1 failed: Unhandled');
});

it('refuses an event that is not JSON, or not there, before anything is sent', async () => {
  await using workspace = await createWorkspace(echo);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const broken = await runLambda(['invoke', 'echo', '--event', '-'], { ...options, stdin: '{' });
  expect(broken).toMatchObject({ exitCode: 2 });
  expect(broken.err).toContain('standard input is not JSON');
  const missing = await runLambda(['invoke', 'echo', '--event', 'none.json'], options);
  expect(missing).toMatchObject({ exitCode: 2 });
  expect(missing.err).toContain('none.json cannot be read');
});

it('says of a lambda that was never deployed that it is not live', async () => {
  await using workspace = await createWorkspace({
    ...echo,
    'lambdas/echo/package.json': lambdaManifest('echo').replace('"type":"module",', ''),
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const invoked = await runLambda(['invoke', 'echo'], options);
  expect(invoked).toMatchObject({ exitCode: 2 });
  expect(invoked.err).toContain('FUNCTION_NOT_LIVE');
  const status = await runLambda(['status'], options);
  expect(status.out).toMatch(/echo +not deployed/);
});

it('shows since when and from which commit a function is live', async () => {
  await using workspace = await createWorkspace({
    ...echo,
    'lambdas/echo/package.json': lambdaManifest('echo').replace('"type":"module",', ''),
  });
  await using stage = await startStage({ now: () => new Date('2026-01-02T03:04:05Z') });
  const commit = await workspace.commit('second', { allowEmpty: true });
  const options = { cwd: workspace.root, env: stage.env };
  await runLambda(['deploy'], options);
  const status = await runLambda(['status'], options);
  expect(status.out).toMatch(
    new RegExp(`echo +live +1 +2026-01-02 03:04:05Z +${commit.slice(0, 12)} +0\\.0\\.0`),
  );
  expect(jsonLines((await runLambda(['status', '--json'], options)).out)[0]).toMatchObject({
    functions: [{ lambda: 'echo', state: 'live', version: '1', commit }],
  });
});

it('explains what a bundle consists of, and which lambdas a package reaches', async () => {
  await using workspace = await createWorkspace(onMath);
  const options = { cwd: workspace.root };
  const bundle = await runLambda(['why', 'doubles'], options);
  expect(bundle.out).toMatch(/@packages\/math +\d+ B/);
  expect(bundle.out).toContain('packages/math/index.ts');
  const reach = await runLambda(['why', '@packages/math'], options);
  expect(reach.out).toContain('@packages/math reaches 1 of 2 lambdas');
  const unknown = await runLambda(['why', '@packages/maths'], options);
  expect(unknown).toMatchObject({ exitCode: 2 });
  expect(unknown.err).toContain('did you mean "@packages/math"?');
});

it('builds the lambda of the current directory, and elsewhere all of them', async () => {
  await using workspace = await createWorkspace(onMath);
  const one = await runLambda(['build'], { cwd: join(workspace.root, 'lambdas/doubles') });
  expect(one.out).toMatch(/^doubles: \d+ B zipped/);
  const all = await runLambda(['build', '--json'], { cwd: workspace.root });
  expect(jsonLines(all.out)).toMatchObject([
    { type: 'manifest-written', path: 'lambdas/echo/package.json' },
    { type: 'built', lambda: 'doubles' },
    { type: 'built', lambda: 'echo' },
  ]);
});
