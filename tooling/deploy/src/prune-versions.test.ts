import { CreateAliasCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { replaceCodeByHand } from '../test/by-hand.ts';
import { refusal, startProxy } from '../test/proxy.ts';
import { deployTexts, liveOf, optionsOf, pinOf, workspaceOf } from '../test/rollback-lab.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const keeping = (versions: number) =>
  `export default { service: 'tests', versionsToKeep: ${versions} };\n`;

const versionsOf = async ({ lambda }: TestStage, name: string) =>
  (await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name }))).Versions?.map(
    ({ Version }) => Version,
  ).slice(1);

it('deletes old versions after a deploy, but for what an alias or a pin names, or is not ours', async () => {
  await using workspace = await workspaceOf('hello', 'other');
  await using stage = await startStage();
  await deployTexts(workspace, stage, ['a', 'b', 'c', 'd']);
  await stage.lambda.send(
    new CreateAliasCommand({ FunctionName: 'hello', Name: 'nightly', FunctionVersion: '2' }),
  );
  await replaceCodeByHand(stage, 'hello');
  await workspace.write({ 'deploy.config.ts': keeping(2) });
  await deployTexts(workspace, stage, ['e']);
  // 5 was published by hand, and is what a rollback of 6 would have to pass over.
  expect(await versionsOf(stage, 'hello')).toEqual(['2', '4', '5', '6']);
  expect(await versionsOf(stage, 'other')).toEqual(['1']);

  await deployTexts(workspace, stage, ['f', 'g']);
  expect(await versionsOf(stage, 'hello')).toEqual(['2', '5', '7', '8']);
});

it('says what a run with many functions has left, and the command for it', async () => {
  const names = Array.from({ length: 21 }, (_, index) => `hello-${String(index)}`);
  await using workspace = await workspaceOf(...names);
  await using stage = await startStage();
  await workspace.write({ 'deploy.config.ts': keeping(2) });
  await deployTexts(workspace, stage, ['a', 'b'], names);
  await workspace.write(
    Object.fromEntries(
      names.map((name) => [`lambdas/${name}/index.js`, 'exports.handler = async () => 3;\n']),
    ),
  );
  const options = optionsOf(workspace, stage);
  const deployed = await runLambda(['deploy'], options);
  expect(deployed.exitCode).toBe(0);
  const [, count] =
    /old versions: (\d+) of the functions that were deployed were not looked at in this run: `lambda prune-versions` deletes all/.exec(
      deployed.err,
    ) ?? [];
  const all = await Promise.all(names.map((name) => versionsOf(stage, name)));
  expect(all.filter((versions) => versions?.length === 3)).toHaveLength(Number(count));
  expect(all.filter((versions) => versions?.length === 2)).toHaveLength(21 - Number(count));

  expect(await runLambda(['prune-versions'], options)).toMatchObject({ exitCode: 0 });
  for (const name of names) expect(await versionsOf(stage, name)).toEqual(['2', '3']);
});

it('asks for no versions where there cannot be too many', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url);
  const seen = { env: { AWS_ENDPOINT_URL: proxy.url } };
  await deployTexts(workspace, { ...stage, ...seen }, ['a', 'b']);
  expect(proxy.seen.filter(({ path }) => path.includes('/versions?'))).toEqual([]);
});

it('is a warning when it fails: what was deployed is live', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  await workspace.write({ 'deploy.config.ts': keeping(2) });
  await deployTexts(workspace, stage, ['a', 'b']);
  await workspace.write({ 'lambdas/hello/index.js': 'exports.handler = async () => 3;\n' });
  await using proxy = await startProxy(stage.aws.url, ({ method }) =>
    Promise.resolve(
      method === 'DELETE' ? refusal(403, 'AccessDeniedException', 'no deletions') : undefined,
    ),
  );
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const deployed = await runLambda(['deploy'], { cwd: workspace.root, env });
  expect(deployed.exitCode).toBe(0);
  expect(deployed.err).toContain(
    'old versions are kept: hello: AccessDeniedException: no deletions',
  );
  expect(await liveOf(stage, 'hello')).toBe('3');
  expect(await versionsOf(stage, 'hello')).toEqual(['1', '2', '3']);
});

it('deletes old versions when it is asked to, and says before what it would delete', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['a', 'b', 'c', 'd', 'e']);
  expect(await runLambda(['rollback', 'hello', '--to', '3'], options)).toMatchObject({
    exitCode: 0,
  });

  const dry = await runLambda(['prune-versions', '--keep', '1', '--dry-run'], options);
  expect(dry).toMatchObject({ exitCode: 0, out: expect.stringMatching(/hello +1 to 2, 4\n/) });
  expect(await versionsOf(stage, 'hello')).toHaveLength(5);

  const pruned = await runLambda(['prune-versions', 'hello', '--keep', '1'], options);
  expect(pruned).toMatchObject({ exitCode: 0, out: expect.stringMatching(/hello +1 to 2, 4\n/) });
  expect(await versionsOf(stage, 'hello')).toEqual(['3', '5']);
  expect(await runLambda(['prune-versions', '--keep', '0'], options)).toMatchObject({
    exitCode: 2,
  });
});

it('removes pins without deploying', async () => {
  await using workspace = await workspaceOf('one', 'two');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['a', 'b'], ['one', 'two']);
  await runLambda(['rollback', '--last'], options);
  expect((await runLambda(['status'], options)).out).toMatch(/one +live, pinned: not 2 +1 /);

  const unnamed = await runLambda(['unpin'], options);
  expect(unnamed).toMatchObject({ exitCode: 2, err: expect.stringContaining('two: version 2') });
  expect(await pinOf(stage, 'two')).toBe('2');

  const unpinned = await runLambda(['unpin', 'two'], options);
  expect(unpinned).toMatchObject({ exitCode: 0, out: 'two: version 2 is not pinned any more\n' });
  expect(await pinOf(stage, 'one')).toBe('2');
  expect(await pinOf(stage, 'two')).toBeUndefined();
  const planned = await runLambda(['plan'], options);
  expect(planned.out).toMatch(/one +none +pinned/);
  expect(planned.out).toMatch(/two +update +code/);
});
