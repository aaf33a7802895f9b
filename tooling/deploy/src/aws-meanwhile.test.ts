import { GetAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { replaceCodeByHand } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { startProxy, type SeenRequest } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const isAliasRead = ({ method, path }: SeenRequest) =>
  method === 'GET' && path.endsWith('/aliases/live');
const isAliasMove = ({ method, path }: SeenRequest) =>
  method === 'PUT' && path.endsWith('/aliases/live');

describe('somebody else who deploys the same meanwhile', () => {
  it('has done our work, though as another version', async () => {
    await using stage = await startStage();
    await using ours = openStore(stage.aws.url);
    await using theirs = openStore(stage.aws.url);
    await ours.deploy('hello', { text: 'one' });
    const change = await ours.plan('hello', { text: 'two' });
    const prepared = await ours.prepare(change, { text: 'two' });
    await theirs.prepare(await theirs.plan('hello', { text: 'other' }), { text: 'other' });
    expect(await theirs.deploy('hello', { text: 'two' })).toBe('4');
    const moved = await ours.store.moveLive(prepared, { change });
    expect(moved).toMatchObject({ version: '4', isByOthers: true });
    // What is theirs is not ours to put back.
    await ours.store.putBack(moved);
    expect(await ours.store.readLiveVersion('hello')).toBe('4');
  });

  it('is no reason to stop before the switch either', async () => {
    await using stage = await startStage();
    await using ours = openStore(stage.aws.url);
    await using theirs = openStore(stage.aws.url);
    await ours.deploy('hello', { text: 'one' });
    const change = await ours.plan('hello', { text: 'two' });
    await theirs.deploy('hello', { text: 'two' });
    const prepared = await ours.prepare(change, { text: 'two' });
    expect(prepared).toMatchObject({ version: '2', isLiveMeanwhile: true });
    expect(await ours.store.moveLive(prepared, { change })).toMatchObject({ isByOthers: true });
  });

  it('has not when what we declare is otherwise', async () => {
    await using stage = await startStage();
    await using ours = openStore(stage.aws.url);
    await using theirs = openStore(stage.aws.url);
    const source = { text: 'two', config: { memorySize: 256 } };
    await ours.deploy('hello', { text: 'one' });
    const change = await ours.plan('hello', source);
    const prepared = await ours.prepare(change, source);
    await theirs.deploy('hello', { text: 'two', config: { memorySize: 512 } });
    await expect(ours.store.moveLive(prepared, { change })).rejects.toMatchObject({
      code: 'REMOTE_MOVED',
    });
  });

  it('is told by two deploys of one commit, both of which end well', async () => {
    await using workspace = await createWorkspace({
      'lambdas/hello/index.js': "exports.handler = async () => 'one';\n",
    });
    await using stage = await startStage();
    const options = { cwd: workspace.root, env: stage.env };
    await runLambda(['deploy'], options);
    await workspace.write({ 'lambdas/hello/index.js': "exports.handler = async () => 'two';\n" });
    let isFirst = true;
    await using proxy = await startProxy(stage.aws.url, async (seen) => {
      if (!isAliasMove(seen) || !isFirst) return;
      isFirst = false;
      expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
    });
    const env = { AWS_ENDPOINT_URL: proxy.url };
    const deployed = await runLambda(['deploy'], { cwd: workspace.root, env });
    expect(deployed.exitCode).toBe(0);
    expect(deployed.err).toContain('live is version 2, deployed by somebody else meanwhile');
  });
});

describe('an alias that this checkout moved', () => {
  const files = { 'lambdas/hello/index.js': "exports.handler = async () => 'one';\n" };
  const next = (text: string) => ({
    'lambdas/hello/index.js': `exports.handler = async () => '${text}';\n`,
  });

  it('is not read again, since AWS itself compares its RevisionId', async () => {
    await using workspace = await createWorkspace(files);
    await using stage = await startStage();
    await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
    await workspace.write(next('two'));
    await using proxy = await startProxy(stage.aws.url);
    const env = { AWS_ENDPOINT_URL: proxy.url };
    expect(await runLambda(['deploy'], { cwd: workspace.root, env })).toMatchObject({
      exitCode: 0,
    });
    expect(proxy.seen.filter(isAliasRead)).toEqual([]);
    expect(proxy.seen.filter(isAliasMove)).toHaveLength(1);
  });

  it('is read where somebody has touched it since, and moved when it still names the same', async () => {
    await using workspace = await createWorkspace(files);
    await using stage = await startStage();
    await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
    const live = { FunctionName: 'hello', Name: 'live' };
    await stage.lambda.send(new UpdateAliasCommand({ ...live, Description: 'looked at it' }));
    await workspace.write(next('two'));
    await using proxy = await startProxy(stage.aws.url);
    const env = { AWS_ENDPOINT_URL: proxy.url };
    expect(await runLambda(['deploy'], { cwd: workspace.root, env })).toMatchObject({
      exitCode: 0,
    });
    expect(proxy.seen.filter(isAliasRead)).toHaveLength(1);
    const { FunctionVersion, Description } = await stage.lambda.send(new GetAliasCommand(live));
    expect(FunctionVersion).toBe('2');
    expect(Description).toMatch(/^previous:1 at:\S+ version:2$/);
  });

  it('is left alone where somebody moved it since the plan was made', async () => {
    await using workspace = await createWorkspace(files);
    await using stage = await startStage();
    await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
    await workspace.write(next('two'));
    let isFirst = true;
    await using proxy = await startProxy(stage.aws.url, async (seen) => {
      if (!isAliasMove(seen) || !isFirst) return;
      isFirst = false;
      await replaceCodeByHand(stage, 'hello');
    });
    const env = { AWS_ENDPOINT_URL: proxy.url };
    const deployed = await runLambda(['deploy'], { cwd: workspace.root, env });
    expect(deployed.exitCode).toBe(3);
    expect(deployed.out).toContain('hello: live was moved to version 3 by somebody else');
  });
});
