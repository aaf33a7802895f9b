import { TagResourceCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { replaceCodeByHand } from '../test/by-hand.ts';
import { manifestOf } from '../test/orphan.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import {
  aliasOf,
  answerOf,
  deployTexts,
  liveOf,
  optionsOf,
  pinOf,
  workspaceOf,
} from '../test/rollback-lab.ts';
import { jsonLines, runLambda, type Ran } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const lineOf = ({ out }: Ran, type: string) => jsonLines(out).find((line) => line.type === type);

it('puts back what was live before, and holds it until something else is deployed', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  const [good = '', bad = ''] = await deployTexts(workspace, stage, ['good', 'bad']);

  const back = await runLambda(['rollback', 'hello'], options);
  expect(back.exitCode).toBe(0);
  expect(back.out).toMatch(
    new RegExp(`hello +2 \\(${bad.slice(0, 12)}, .*\\) +1 \\(${good.slice(0, 12)}, .*before`),
  );
  expect(back.out).toMatch(/hello +1 \(was 2\) +rolled back/);
  expect(await answerOf(workspace, stage, 'hello')).toBe('good');
  expect(await pinOf(stage, 'hello')).toBe('2');

  await using proxy = await startProxy(stage.aws.url);
  const again = await runLambda(['deploy'], { ...options, env: { AWS_ENDPOINT_URL: proxy.url } });
  expect(again.exitCode).toBe(0);
  expect(again.err).toBe('');
  expect(again.out).toMatch(/hello +none +pinned: this is version 2, .*--unpin/);
  expect(again.out).toContain('nothing to do: 1 function is pinned, kept as rolled back\n');
  expect(writesOf(proxy.seen)).toEqual([]);
  expect(await answerOf(workspace, stage, 'hello')).toBe('good');

  await deployTexts(workspace, stage, ['repaired']);
  expect(await answerOf(workspace, stage, 'hello')).toBe('repaired');
  expect(await pinOf(stage, 'hello')).toBeUndefined();
  expect((await runLambda(['deploy'], options)).out).toContain('nothing to do');
});

it('deploys what was rolled back with --unpin', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['good', 'bad']);
  expect(await runLambda(['rollback', 'hello'], options)).toMatchObject({ exitCode: 0 });

  const unpinned = await runLambda(['deploy', 'hello', '--unpin'], options);
  expect(unpinned.out).toContain('the pin on version 2 ends');
  expect(await liveOf(stage, 'hello')).toBe('2');
  expect(await pinOf(stage, 'hello')).toBeUndefined();
});

it('does nothing the second time, and goes further back with --to', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['a', 'b', 'c']);
  expect(await runLambda(['rollback', 'hello'], options)).toMatchObject({ exitCode: 0 });
  const again = await runLambda(['rollback', 'hello'], options);
  expect(again.exitCode).toBe(0);
  expect(again.out).toMatch(/hello +2 +stays +rolled back from version 3 already: --to/);
  expect(await liveOf(stage, 'hello')).toBe('2');

  expect(await runLambda(['rollback', 'hello', '--to', '1'], options)).toMatchObject({
    exitCode: 0,
  });
  expect(await liveOf(stage, 'hello')).toBe('1');
  // What the repository would deploy is still version 3, not 2.
  expect(await pinOf(stage, 'hello')).toBe('3');
  expect((await runLambda(['deploy'], options)).out).toContain('pinned: this is version 3');

  // Forward again to what is pinned: there is nothing left to keep back.
  const forward = await runLambda(['rollback', 'hello', '--to', '3'], options);
  expect(forward.out).toContain('1 moved, not pinned');
  expect(forward.err).toContain('hello: version 3 is pinned no more');
  expect(await liveOf(stage, 'hello')).toBe('3');
  expect(await pinOf(stage, 'hello')).toBeUndefined();
});

it('rolls back what the last deploy made live, and only that; what was new stays', async () => {
  await using workspace = await workspaceOf('one', 'two', 'still');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['good'], ['one', 'two', 'still']);
  const [bad = ''] = await deployTexts(workspace, stage, ['bad'], ['one', 'two']);

  const unnamed = await runLambda(['rollback'], options);
  expect(unnamed.exitCode).toBe(2);
  expect(unnamed.err).toContain(`commit ${bad.slice(0, 12)}`);
  expect(unnamed.err).toContain(': one, two\n');
  expect(await liveOf(stage, 'one')).toBe('2');

  const dry = await runLambda(['rollback', '--last', '--dry-run'], options);
  expect(dry).toMatchObject({ exitCode: 0, out: expect.stringContaining('rollback of 2 of 2') });
  expect(await pinOf(stage, 'one')).toBeUndefined();

  expect(await runLambda(['rollback', '--last'], options)).toMatchObject({ exitCode: 0 });
  for (const name of ['one', 'two', 'still']) expect(await liveOf(stage, name)).toBe('1');

  const twice = await runLambda(['rollback', '--last'], options);
  expect(twice).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('nothing to roll back'),
  });
  for (const name of ['one', 'two', 'still']) expect(await liveOf(stage, name)).toBe('1');

  await workspace.write({ 'lambdas/fresh/package.json': manifestOf('fresh') });
  await deployTexts(workspace, stage, ['worse'], ['one', 'fresh']);
  const last = await runLambda(['rollback', '--last'], options);
  expect(last.exitCode).toBe(0);
  expect(last.out).toMatch(/fresh +1 +stays +was new in that deploy: stays/);
  expect(last.out).toMatch(/one +1 \(was 3\) +rolled back/);
});

it('goes back to a commit: to what was deployed of it, or was the last before it', async () => {
  await using workspace = await workspaceOf('one', 'two');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['a'], ['one', 'two']);
  const [second = ''] = await deployTexts(workspace, stage, ['b'], ['one']);
  await deployTexts(workspace, stage, ['c'], ['one', 'two']);

  const to = second.slice(0, 8);
  const back = await runLambda(['rollback', '--all', '--to', to, '--json'], options);
  expect(back.exitCode).toBe(0);
  expect(lineOf(back, 'rollback-planned')).toMatchObject({
    plan: {
      functions: [
        { lambda: 'one', to: { version: '2', commit: second }, reason: 'deployed of that commit' },
        { lambda: 'two', to: { version: '1' }, reason: 'the last one before that commit' },
      ],
    },
  });
  expect(await liveOf(stage, 'one')).toBe('2');
  expect(await liveOf(stage, 'two')).toBe('1');
});

it('refuses what cannot be meant, and moves nothing', async () => {
  await using workspace = await workspaceOf('hello', 'other');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['a', 'b'], ['hello']);
  await replaceCodeByHand(stage, 'hello');
  const refusals = [
    { args: ['hello', '--to', '9'], words: 'hello has no version 9' },
    { args: ['hello', '--to', '3'], words: 'version 3 of hello was published by hand' },
    { args: ['hello', '--to', 'deadbeef'], words: 'no version was deployed of that commit' },
    { args: ['hello', '--to', 'yesterday'], words: 'neither a version nor a commit' },
    { args: ['hello', 'other', '--to', '1'], words: 'a version is one of a single function' },
    { args: ['hello', '--last'], words: 'exclude each other' },
    { args: ['--all'], words: '--all needs a commit' },
    { args: ['helo'], words: 'there is no lambda "helo"' },
  ];
  for (const { args, words } of refusals) {
    const ran = await runLambda(['rollback', ...args], options);
    expect(ran.out + ran.err).toContain(words);
    expect(ran.out).not.toContain('the same command again');
    expect(ran.exitCode).toBe(2);
  }
  expect(await liveOf(stage, 'hello')).toBe('3');
  expect(await pinOf(stage, 'hello')).toBeUndefined();
});

it('goes back from what was published by hand to the newest version of ours', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  await deployTexts(workspace, stage, ['a', 'b']);
  await replaceCodeByHand(stage, 'hello');
  const back = await runLambda(['rollback', 'hello'], optionsOf(workspace, stage));
  expect(back.out).toMatch(/3 \(published by hand/);
  expect(await answerOf(workspace, stage, 'hello')).toBe('b');
});

it('ends a canary first: all traffic goes to what has most of it', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  await deployTexts(workspace, stage, ['a', 'b']);
  await stage.lambda.send(
    new UpdateAliasCommand({
      FunctionName: 'hello',
      Name: 'live',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { 2: 0.1 } },
    }),
  );
  const Resource = `arn:aws:lambda:${stage.aws.region}:000000000000:function:hello`;
  const Tags = { 'lambda-deploy:switching': '2' };
  await stage.lambda.send(new TagResourceCommand({ Resource, Tags }));
  const options = optionsOf(workspace, stage);
  const back = await runLambda(['rollback', 'hello'], options);
  expect(back.out).toContain('10 % on version 2 ends');
  const alias = await aliasOf(stage, 'hello');
  expect(alias).toMatchObject({ FunctionVersion: '1' });
  expect(alias.RoutingConfig?.AdditionalVersionWeights ?? {}).toEqual({});
  expect(await pinOf(stage, 'hello')).toBe('2');
  expect((await runLambda(['deploy'], options)).out).toContain('nothing to do');
});
