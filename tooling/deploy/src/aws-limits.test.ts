import { afterEach, expect, it, vi } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { openStore } from '../test/open-store.ts';
import { refusal, startProxy, writesOf } from '../test/proxy.ts';
import { createTestClock, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const names = Array.from({ length: 12 }, (_, index) => `hello-${index}`);

it('keeps to the quota of the account: nothing of a deploy is throttled', async () => {
  const clock = createTestClock();
  await using stage = await startStage({ limits: 'aws', now: clock.date });
  await using proxy = await startProxy(stage.aws.url);
  await using open = openStore(proxy.url, { clock, limited: true });
  for (const name of names) await open.deploy(name);
  expect(proxy.answered.filter(({ status }) => status === 429)).toEqual([]);
});

it('comes through where it did not expect to be limited', async () => {
  const clock = createTestClock();
  await using stage = await startStage({ limits: 'aws', now: clock.date });
  await using proxy = await startProxy(stage.aws.url);
  await using open = openStore(proxy.url, { clock, limited: false });
  const deployed = await Promise.all(names.map((name) => open.deploy(name)));
  expect(new Set(deployed)).toEqual(new Set(['1']));
  expect(proxy.answered.some(({ status }) => status === 429)).toBe(true);
});

it('pauses for as long as Lambda asks', async () => {
  const clock = createTestClock();
  await using stage = await startStage();
  let isThrottled = true;
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    if (!isThrottled || method !== 'POST' || !path.endsWith('/versions')) {
      return Promise.resolve(undefined);
    }
    isThrottled = false;
    const answer = refusal(429, 'TooManyRequestsException', 'Rate exceeded');
    return Promise.resolve({ ...answer, headers: { ...answer.headers, 'retry-after': '2' } });
  });
  await using open = openStore(proxy.url, { clock, limited: true });
  expect(await open.deploy('hello')).toBe('1');
  expect(clock.now()).toBeGreaterThanOrEqual(2000);
});

it('refuses to deploy to another account than the one of the stage', async () => {
  await using workspace = await createWorkspace({
    'deploy.config.ts':
      "export default { service: 'tests', stages: { prod: { account: '111111111111', region: 'us-east-1' } } };\n",
    'lambdas/hello/index.js': 'exports.handler = async () => 1;\n',
  });
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url);
  // The SDK looks for credentials in the environment of the process.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const deployed = await runLambda(['deploy', '--stage', 'prod'], { cwd: workspace.root, env });
  expect(deployed.exitCode).toBe(2);
  expect(deployed.err).toContain('ACCOUNT_MISMATCH');
  expect(deployed.err).toContain('111111111111');
  expect(writesOf(proxy.seen)).toEqual([]);
});

it('takes a refused question for orphans as a note, where somebody listens', async () => {
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url, ({ path, body }) => {
    const asks = path === '/' && body.includes('TagFilters');
    const message = 'not authorized to perform: tag:GetResources';
    return Promise.resolve(asks ? refusal(400, 'AccessDeniedException', message) : undefined);
  });
  await using open = openStore(proxy.url);
  const notes: string[] = [];
  const owned = await open.store.listOwned('tests', 'local', ({ message }) => notes.push(message));
  expect(owned).toEqual([]);
  expect(notes.join()).toContain('tag:GetResources');
  await expect(open.store.listOwned('tests', 'local')).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    hint: expect.stringContaining('"Action":"tag:GetResources","Resource":"*"') as string,
  });
});
