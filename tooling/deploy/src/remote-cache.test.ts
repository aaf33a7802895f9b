import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createWorkspace, lambdaManifest } from '../test/create-workspace.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const files = {
  'lambdas/hello/package.json': lambdaManifest('hello'),
  'lambdas/hello/index.ts': 'export const handler = async () => 1;\n',
  'deploy.config.ts':
    "export default { service: 'tests', stages: { dev: { region: 'us-east-1', namePrefix: 'dev-' } } };\n",
};

/** Runs a command where the environment names a remote cache that is out of order. */
async function runWithCache(args: readonly string[]) {
  const requests: string[] = [];
  const server = createServer(({ method, url }, response) => {
    requests.push(`${method} ${url}`);
    response.writeHead(401).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const variables = {
    TURBO_API: `http://127.0.0.1:${port}`,
    TURBO_TEAM: 'team',
    TURBO_TOKEN: 'planted-token',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const { exitCode, out, err } = await runLambda(args, { cwd: workspace.root, env: stage.env });
  expect(exitCode).toBe(0);
  expect(`${out}${err}`).not.toContain('planted-token');
  return { requests, out, err };
}

const warning = 'built without the remote cache: Remote caching unavailable (Authentication failed';

it.each([
  ['a build', ['build']],
  ['a plan', ['plan', '--stage', 'dev']],
  ['a deploy to the local stage', ['deploy']],
])('%s may take artifacts from the remote cache, and says when it cannot', async (_, args) => {
  const { requests, err } = await runWithCache(args);
  expect(requests).not.toEqual([]);
  expect(err.split(warning).length).toBe(2);
});

it('tells of it with --json', async () => {
  const { out } = await runWithCache(['plan', '--json']);
  const told = jsonLines(out).filter(({ type }) => type === 'cache-failed');
  expect(told).toEqual([
    { type: 'cache-failed', message: expect.stringContaining('Authentication failed') as string },
  ]);
});

it('a deploy to any other stage takes nothing from a remote cache, whatever is configured', async () => {
  const { requests, out, err } = await runWithCache(['deploy', '--stage', 'dev']);
  expect(out).toContain('dev-hello');
  expect(requests).toEqual([]);
  expect(err).not.toContain('remote cache');
});
