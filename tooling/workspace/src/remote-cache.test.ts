import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { goodBuild, lambdaFiles, lambdaOf, makeTurboWorkspace } from '../test/turbo-workspace.ts';
import { buildLambdas, type BuildLambdasOptions } from './index.ts';

/** Builds where the environment names a remote cache that takes nobody's token. */
async function buildWithCache(options: BuildLambdasOptions) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(401).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('TURBO_API', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('TURBO_TEAM', 'team');
  vi.stubEnv('TURBO_TOKEN', 'planted-token');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.close();
  });
  const warnings: string[] = [];
  const root = await makeTurboWorkspace(lambdaFiles('one', goodBuild));
  const { succeeded, output } = await buildLambdas(root, [lambdaOf('one')], {
    ...options,
    onCacheWarning: (warning) => warnings.push(warning),
  });
  return { requests, warnings, succeeded, output };
}

test('a build goes on where the remote cache fails, and tells it once in turbo’s words', async () => {
  const { warnings, requests, succeeded, output } = await buildWithCache({});
  expect(succeeded).toBe(true);
  expect(requests).not.toEqual([]);
  expect(warnings).toEqual([
    expect.stringMatching(/^Remote caching unavailable \(Authentication failed/),
  ]);
  expect(output).not.toContain('planted-token');
});

test.each(['remote:rw', undefined])(
  'asks no remote cache when it shall not, with TURBO_CACHE=%s',
  async (cache) => {
    vi.stubEnv('TURBO_CACHE', cache);
    vi.stubEnv('TURBO_REMOTE_ONLY', cache === undefined ? '1' : undefined);
    const { warnings, requests, succeeded } = await buildWithCache({ remoteCache: false });
    expect({ warnings, requests, succeeded }).toEqual({
      warnings: [],
      requests: [],
      succeeded: true,
    });
  },
);
