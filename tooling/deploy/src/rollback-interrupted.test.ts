import { expect, it } from 'vitest';
import { refusal, startProxy } from '../test/proxy.ts';
import { deployTexts, liveOf, optionsOf, pinOf, workspaceOf } from '../test/rollback-lab.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

it('moves all or none: what was moved goes back when one is refused, and so do the pins', async () => {
  await using workspace = await workspaceOf('one', 'two');
  await using stage = await startStage();
  await deployTexts(workspace, stage, ['good', 'bad'], ['one', 'two']);
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) =>
    Promise.resolve(
      method === 'PUT' && path.includes('/two/aliases/')
        ? refusal(403, 'AccessDeniedException', 'not today')
        : undefined,
    ),
  );
  const refused = await runLambda(['rollback', 'one', 'two'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(refused.exitCode).toBe(1);
  expect(refused.out).toMatch(/one +2 +put back/);
  expect(refused.out).toContain('not today');
  expect(refused.out).toContain(
    'failed; 1 put back; what was live before is live; the same command',
  );
  for (const name of ['one', 'two']) {
    expect(refused.err).toContain(`${name}: version 2 is pinned\n`);
    expect(refused.err).toContain(`${name}: version 2 is pinned no more`);
  }
  for (const name of ['one', 'two']) {
    expect(await liveOf(stage, name)).toBe('2');
    expect(await pinOf(stage, name)).toBeUndefined();
  }
});

it('is finished by a second run, wherever the first one was killed', async () => {
  await using workspace = await workspaceOf('one', 'two');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['good', 'bad'], ['one', 'two']);
  for (let writes = 0; ; writes += 1) {
    // Every write after the first few is lost, and so is everything that the run would do then.
    let left = writes;
    await using proxy = await startProxy(stage.aws.url, ({ method }) => {
      if (method === 'GET') return Promise.resolve(undefined);
      left -= 1;
      return Promise.resolve(
        left < 0 ? refusal(403, 'AccessDeniedException', 'the process is gone') : undefined,
      );
    });
    await runLambda(['rollback', 'one', 'two'], {
      cwd: workspace.root,
      env: { AWS_ENDPOINT_URL: proxy.url },
    });
    // A pipeline in between deploys nothing that is being rolled back.
    const between = await runLambda(['deploy'], options);
    expect(between.out).toContain('nothing to do');
    const finished = await runLambda(['rollback', 'one', 'two'], options);
    expect(finished).toMatchObject({ exitCode: 0 });
    for (const name of ['one', 'two']) {
      expect(await liveOf(stage, name)).toBe('1');
      expect(await pinOf(stage, name)).toBe('2');
    }
    if (left >= 0) return;
    expect(await runLambda(['deploy', '--unpin'], options)).toMatchObject({ exitCode: 0 });
    expect(await liveOf(stage, 'one')).toBe('2');
  }
});

it('ends well when two roll back the same at once', async () => {
  await using workspace = await workspaceOf('one', 'two');
  await using stage = await startStage();
  const options = optionsOf(workspace, stage);
  await deployTexts(workspace, stage, ['good', 'bad'], ['one', 'two']);
  const both = await Promise.all([
    runLambda(['rollback', '--last'], options),
    runLambda(['rollback', '--last'], options),
  ]);
  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  for (const name of ['one', 'two']) {
    expect(await liveOf(stage, name)).toBe('1');
    expect(await pinOf(stage, name)).toBe('2');
  }
});
