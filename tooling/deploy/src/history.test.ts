import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { replaceCodeByHand } from '../test/by-hand.ts';
import { deployTexts, optionsOf, workspaceOf } from '../test/rollback-lab.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

it('tells the history of more versions than a page has, with what was deleted of it', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  const [commit = ''] = await deployTexts(workspace, stage, ['a']);
  for (let version = 2; version <= 55; version += 1) await replaceCodeByHand(stage, 'hello');
  for (const Qualifier of ['40', '41', '42', '50']) {
    await stage.lambda.send(new DeleteFunctionCommand({ FunctionName: 'hello', Qualifier }));
  }

  const short = await runLambda(['history', 'hello'], options);
  expect(short.out).toContain('live is version 55\n');
  expect(short.out).toMatch(/55 +\S+ \S+ +published by hand/);
  expect(short.out).toMatch(/\n50 +deleted\n/);
  expect(short.out).toMatch(/\n40–42 +deleted\n/);
  expect(short.out).toContain('31 older: --limit 51');

  const all = await runLambda(['history', 'hello', '--limit', '100', '--json'], options);
  const { entries } = jsonLines(all.out)[0] as { entries: readonly Record<string, unknown>[] };
  expect(entries.filter(({ kind }) => kind === 'version')).toHaveLength(51);
  expect(entries.filter(({ kind }) => kind === 'deleted')).toEqual([
    { kind: 'deleted', first: '50', last: '50' },
    { kind: 'deleted', first: '40', last: '42' },
  ]);
  expect(entries.at(-1)).toMatchObject({ version: '1', provenance: { commit } });
});

it('says so where there is no history', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  const absent = await runLambda(['history', 'hello'], options);
  expect(absent).toMatchObject({ exitCode: 2 });
  expect(absent.err).toContain('there is no function hello in stage local');

  await deployTexts(workspace, stage, ['a']);
  await stage.lambda.send(new DeleteAliasCommand({ FunctionName: 'hello', Name: 'live' }));
  const unreleased = await runLambda(['history', 'hello'], options);
  expect(unreleased.out).toContain('hello in stage local: never live');
  expect(unreleased.out).toMatch(/\n1 +\S+ \S+ +[0-9a-f]{12} +0\.0\.0 +\S{12}\n/);
});

it('tells shares of the traffic, other aliases and the pin', async () => {
  await using workspace = await workspaceOf('hello');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['a', 'b', 'c']);
  await runLambda(['rollback', 'hello'], options);
  const names = { FunctionName: 'hello', Name: 'live' };
  const RoutingConfig = { AdditionalVersionWeights: { 1: 0.25 } };
  const Description = 'previous:3 at:2026-11-23T06:41:12.000Z version:2';
  await stage.lambda.send(new UpdateAliasCommand({ ...names, RoutingConfig, Description }));
  await stage.lambda.send(
    new CreateAliasCommand({ FunctionName: 'hello', Name: 'nightly', FunctionVersion: '1' }),
  );
  const { out } = await runLambda(['history', 'hello'], options);
  expect(out).toMatch(
    /^hello in stage local: live is version 2 since 2026-11-23 06:41:12Z, before that version 3$/m,
  );
  expect(out).toMatch(/^3 .* pinned: not deployed again$/m);
  expect(out).toMatch(/^2 .* live, 75 %$/m);
  expect(out).toMatch(/^1 .* live, 25 %\n +alias nightly$/m);
});
