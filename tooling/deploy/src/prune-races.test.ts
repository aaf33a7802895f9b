import { TagResourceCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { isThere, replaceCodeByHand } from '../test/by-hand.ts';
import { hasLogs, hasRole, startWithOrphan } from '../test/orphan.ts';
import { startProxy } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import type { TestStage } from '../test/stage.ts';

it.each<[string, (stage: TestStage) => Promise<unknown>]>([
  [
    'is changed',
    ({ lambda }) =>
      lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: 'gone', MemorySize: 512 }),
      ),
  ],
  [
    'is given to somebody else',
    ({ lambda, aws }) =>
      lambda.send(
        new TagResourceCommand({
          Resource: `arn:aws:lambda:${aws.region}:${aws.accountId}:function:gone`,
          Tags: { 'lambda-deploy:service': 'others' },
        }),
      ),
  ],
  ['is deployed', (stage) => replaceCodeByHand(stage, 'gone')],
])('does not remove what %s since it was looked at', async (_, meddle) => {
  await using one = await startWithOrphan();
  const { workspace, stage } = one;
  let looked = 0;
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    // The last look before the removal begins.
    const isLook = method === 'GET' && /\/functions\/gone(?:\?|$)/.test(path);
    looked += isLook && !path.includes('Qualifier') ? 1 : 0;
    if (isLook && looked === 2 && !path.includes('Qualifier')) await meddle(stage);
  });
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const failed = await runLambda(['prune'], { cwd: workspace.root, env });
  expect(failed.exitCode).toBe(3);
  expect(failed.out).toContain('REMOTE_MOVED  gone changed since it was looked at');
  expect(await isThere(stage, 'gone')).toBe(true);
});

it('finishes with the next run what was interrupted, after whichever request', async () => {
  for (let kept = 1; kept < 30; kept += 1) {
    await using one = await startWithOrphan();
    const { workspace, stage, run } = one;
    const interruption = new AbortController();
    let writes = 0;
    await using proxy = await startProxy(stage.aws.url, ({ method, path, body }) => {
      const isWrite =
        (method === 'DELETE' && path.startsWith('/20')) ||
        /Action=(?:Tag|Delete|Detach)/.test(body) ||
        body.includes('logGroupName"');
      writes += isWrite ? 1 : 0;
      if (writes <= kept) return Promise.resolve(undefined);
      interruption.abort();
      // From here on nothing comes through, as if the process had been killed.
      return Promise.resolve({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    });
    const env = { AWS_ENDPOINT_URL: proxy.url };
    const first = await runLambda(['prune'], { cwd: workspace.root, env });
    const wasWhole = !interruption.signal.aborted;
    expect(first.exitCode === 0).toBe(wasWhole);
    expect(await run('prune')).toMatchObject({ exitCode: 0 });
    expect(await isThere(stage, 'gone')).toBe(false);
    expect(await hasRole(stage, 'gone')).toBe(false);
    expect(await hasLogs(stage, 'gone')).toBe(false);
    if (wasWhole) return;
  }
  expect.unreachable('a removal has fewer writes');
});
