import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWorkspace, lambdaManifest, type TestWorkspace } from '../test/create-workspace.ts';
import { startProxy, type SeenRequest } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const handler = 'export const handler = async () => 1;\n';

/** A lambda whose build waits until the test lets it go. */
const slowManifest = JSON.stringify({
  ...(JSON.parse(lambdaManifest('slow')) as object),
  scripts: { build: 'while [ ! -f ../../go ]; do sleep 0.05; done; lambda build' },
});

const lambdas = {
  'lambdas/quick/package.json': lambdaManifest('quick'),
  'lambdas/quick/index.ts': handler,
  'lambdas/slow/package.json': slowManifest,
  'lambdas/slow/index.ts': handler,
};

const publishes = ({ method, path }: SeenRequest) =>
  method === 'POST' && path.endsWith('/versions');

const isBuilt = ({ root }: TestWorkspace, name: string) =>
  readFile(join(root, 'lambdas', name, 'dist', 'manifest.json')).then(
    () => true,
    () => false,
  );

it('prepares a function while another one is still being built, and switches both together', async () => {
  await using workspace = await createWorkspace(lambdas);
  await using stage = await startStage();
  const builtAtPublish: boolean[] = [];
  await using proxy = await startProxy(stage.aws.url, async (seen) => {
    if (!publishes(seen)) return;
    builtAtPublish.push(await isBuilt(workspace, 'slow'));
    await workspace.write({ go: '' });
  });
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const deployed = await runLambda(['deploy', '--json'], { cwd: workspace.root, env });
  expect(deployed).toMatchObject({ exitCode: 0 });
  expect(builtAtPublish).toEqual([false, true]);
  const types = jsonLines(deployed.out).map(({ type }) => type as string);
  expect(types.indexOf('prepared')).toBeLessThan(types.indexOf('planned'));
  expect(types.indexOf('planned')).toBeLessThan(types.indexOf('switched'));
});

it('begins nothing for a plan that is only shown', async () => {
  await using workspace = await createWorkspace({ ...lambdas, go: '' });
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url);
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const planned = await runLambda(['plan'], { cwd: workspace.root, env });
  expect(planned.exitCode).toBe(0);
  expect(proxy.seen.filter(({ method, path }) => method !== 'GET' && path !== '/')).toEqual([]);
});

it('leaves prepared what another one that cannot be built keeps from being switched', async () => {
  const broken = 'export const handler = async () => 1 +;\n';
  await using workspace = await createWorkspace({ ...lambdas, 'lambdas/slow/index.ts': broken });
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url, async (seen) => {
    if (publishes(seen)) await workspace.write({ go: '' });
  });
  const options = { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } };
  const first = await runLambda(['deploy', '--json'], options);
  expect(first.exitCode).toBe(1);
  const report = jsonLines(first.out).at(-1);
  expect(report).toMatchObject({
    report: { functions: [{ lambda: 'quick', outcome: 'prepared' }, { outcome: 'failed' }] },
  });
  const live = new GetFunctionCommand({ FunctionName: 'quick', Qualifier: 'live' });
  await expect(stage.lambda.send(live)).rejects.toThrow('not found');

  await workspace.write({ 'lambdas/slow/index.ts': handler });
  const before = proxy.seen.length;
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  const uploads = proxy.seen
    .slice(before)
    .filter(({ method, path }) => method === 'PUT' && path.endsWith('quick/code'));
  expect(uploads).toEqual([]);
  const { Configuration } = await stage.lambda.send(live);
  expect(Configuration?.Version).toBe('1');
});
