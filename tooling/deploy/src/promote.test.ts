import { join } from 'node:path';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isThere, replaceCodeByHand } from '../test/by-hand.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { workspaceOf } from '../test/rollback-lab.ts';
import { createTestClock, jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

/** Two stages of one account. */
const stages = {
  'deploy.config.ts': `export default {
    service: 'tests',
    stages: {
      dev: { region: 'us-east-1', namePrefix: 'dev-', defaults: { memorySize: 256 } },
      prod: { region: 'us-east-1', namePrefix: 'prod-', defaults: { memorySize: 512 } },
    },
  };\n`,
};

// The SDK itself reads them, from this process.
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const greeting = (text: string) => `exports.handler = async () => '${text}';\n`;

const promotion = ['promote', '--from', 'dev', '--to', 'prod'];

async function openLab(...names: string[]) {
  const workspace = await workspaceOf(...names);
  const stage = await startStage();
  await workspace.write(stages);
  await workspace.commit('two stages');
  const options = { cwd: workspace.root, env: stage.env };
  return {
    workspace,
    stage,
    options,
    /** Commits a text as the code of a lambda, and deploys it to a stage. @returns the commit */
    async deploy(name: string, text: string, to: string): Promise<string> {
      await workspace.write({ [`lambdas/${name}/index.js`]: greeting(text) });
      const commit = await workspace.commit(text, { allowEmpty: true });
      const { exitCode, out, err } = await runLambda(['deploy', name, '--stage', to], options);
      if (exitCode !== 0) throw new Error(out + err);
      return commit;
    },
    async [Symbol.asyncDispose]() {
      await stage[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

const liveOf = async ({ lambda }: TestStage, name: string) =>
  (await lambda.send(new GetFunctionCommand({ FunctionName: name, Qualifier: 'live' })))
    .Configuration;

it('takes the very same zip to another stage, with its origin and the configuration there', async () => {
  await using lab = await openLab('hello');
  const { workspace, stage, options } = lab;
  const commit = await lab.deploy('hello', 'a', 'dev');
  await workspace.write({ 'lambdas/hello/index.js': greeting('not committed') });

  const promoted = await runLambda(promotion, options);
  expect(promoted.exitCode).toBe(0);
  expect(promoted.err).not.toContain('building');
  expect(promoted.out).toMatch(/prod-hello +create +new function\n +as version 1 of stage dev/);
  const [dev, prod] = [await liveOf(stage, 'dev-hello'), await liveOf(stage, 'prod-hello')];
  expect(prod).toMatchObject({ CodeSha256: dev?.CodeSha256, MemorySize: 512 });
  expect(prod?.Description).toBe(dev?.Description);
  expect(prod?.Description).toContain(`commit:${commit} `);
  const invoked = await runLambda(['invoke', 'hello', '--stage', 'prod'], options);
  expect(invoked.out).toBe('"a"\n');

  await using proxy = await startProxy(stage.aws.url);
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const again = await runLambda(promotion, { ...options, env });
  expect(again.out).toContain('nothing to do');
  expect(writesOf(proxy.seen)).toEqual([]);

  await workspace.write({ 'lambdas/hello/index.js': greeting('a') });
  const deployed = await runLambda(['deploy', '--stage', 'prod'], options);
  expect(deployed.out).toMatch(/prod-hello +none +sources and configuration are those of what is/);
});

it('refuses a handler that the runtime of the other stage would not call', async () => {
  await using lab = await openLab('hello');
  const { workspace, stage, options } = lab;
  await workspace.write({
    'lambdas/hello/lambda.config.ts':
      "export default { stages: { dev: { runtime: 'nodejs22.x' } } };\n",
    'lambdas/hello/index.js':
      'exports.handler = (event, context, callback) => callback(null, 1);\n',
  });
  await workspace.commit('a callback');
  const deployed = await runLambda(['deploy', '--stage', 'dev'], options);
  expect(deployed).toMatchObject({ exitCode: 0 });
  const promoted = await runLambda(promotion, options);
  expect(promoted.exitCode).toBe(2);
  expect(promoted.out).toContain(
    'lambdas/hello handler: index.handler has 3 parameters, so it takes a callback, which nodejs24.x calls no more',
  );
  expect(await isThere(stage, 'prod-hello')).toBe(false);

  await workspace.write({
    'lambdas/hello/lambda.config.ts': "export default { runtime: 'nodejs22.x' };\n",
  });
  expect(await runLambda(promotion, options)).toMatchObject({ exitCode: 0 });
  expect((await runLambda(['invoke', 'hello', '--stage', 'prod'], options)).out).toBe('1\n');
});

it('takes only what is live there, and says so of what is asked for by name', async () => {
  await using lab = await openLab('hello', 'other');
  await lab.deploy('hello', 'a', 'dev');
  const all = await runLambda([...promotion, '--json'], lab.options);
  expect(all.exitCode).toBe(0);
  expect(jsonLines(all.out).find(({ type }) => type === 'finished')).toMatchObject({
    report: { stage: 'prod', functions: [{ lambda: 'hello', outcome: 'deployed' }] },
  });
  const named = await runLambda([...promotion, 'other'], lab.options);
  expect(named.exitCode).toBe(2);
  expect(named.out).toContain('dev-other is not live in stage dev');
});

it('does not take what was published by hand', async () => {
  await using lab = await openLab('hello');
  await lab.deploy('hello', 'a', 'dev');
  await replaceCodeByHand(lab.stage, 'dev-hello');
  const promoted = await runLambda(promotion, lab.options);
  expect(promoted.exitCode).toBe(1);
  expect(promoted.out).toContain('version 2 of stage dev was published by hand');
});

it('keeps to pins and commits as a deploy does', async () => {
  await using lab = await openLab('hello');
  const { options, stage } = lab;
  await lab.deploy('hello', 'a', 'dev');
  await runLambda(promotion, options);
  await lab.deploy('hello', 'b', 'dev');
  expect(await runLambda(promotion, options)).toMatchObject({ exitCode: 0 });
  await runLambda(['rollback', 'hello', '--stage', 'prod'], options);

  const pinned = await runLambda(promotion, options);
  expect(pinned.out).toMatch(/prod-hello +none +pinned: this is version 2/);
  const dry = await runLambda([...promotion, '--unpin', '--dry-run'], options);
  expect(dry.out).toContain('the pin on version 2 ends');
  expect((await liveOf(stage, 'prod-hello'))?.Version).toBe('1');

  await lab.deploy('hello', 'c', 'prod');
  const older = await runLambda(promotion, options);
  expect(older.exitCode).toBe(3);
  expect(older.out).toContain('OLDER_COMMIT');
  expect(await runLambda([...promotion, '--force'], options)).toMatchObject({ exitCode: 0 });
  expect((await runLambda(['invoke', 'hello', '--stage', 'prod'], options)).out).toBe('"b"\n');
});

it('keeps to the quota of an account that both stages are in', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `hello-${String(index)}`);
  await using lab = await openLab(...names);
  await using proxy = await startProxy(lab.stage.aws.url);
  const clock = createTestClock();
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const args = [...promotion, '--dry-run'];
  expect(await runLambda(args, { ...lab.options, env, clock })).toMatchObject({ exitCode: 0 });
  const reads = proxy.seen.filter(({ path }) => path.startsWith('/2015-03-31/functions/'));
  // 80 at once, the rest at 100 a second. Each stage for itself would not have had to wait.
  expect(reads.length).toBeGreaterThan(80);
  expect(clock.now()).toBeCloseTo((reads.length - 80) * 10, -1);
});

it('sends nothing on that is not what AWS says it is', async () => {
  await using lab = await openLab('hello');
  const { stage, options } = lab;
  await lab.deploy('hello', 'a', 'dev');
  const { Code, Configuration } = await stage.lambda.send(
    new GetFunctionCommand({ FunctionName: 'dev-hello', Qualifier: '1' }),
  );
  await using proxy = await startProxy(stage.aws.url, ({ path }) =>
    Promise.resolve(
      path.includes('/functions/dev-hello?Qualifier=1')
        ? {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ Code, Configuration: { ...Configuration, CodeSha256: 'else' } }),
          }
        : undefined,
    ),
  );
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const promoted = await runLambda(promotion, { ...options, env });
  expect(promoted.exitCode).toBe(1);
  expect(promoted.out).toMatch(/ARTIFACT_INVALID +.* did not arrive whole/);
  expect(promoted.out + promoted.err).not.toContain(Code?.Location ?? '');
});

it('wants two stages', async () => {
  await using lab = await openLab('hello');
  for (const args of [['promote'], ['promote', '--from', 'dev', '--to', 'dev']]) {
    expect(await runLambda(args, lab.options)).toMatchObject({ exitCode: 2 });
  }
});

it('uses the profile that each stage names', async () => {
  await using lab = await openLab('hello');
  await lab.deploy('hello', 'a', 'dev');
  const profile = (name: string) =>
    `[${name}]\naws_access_key_id = ${name}\naws_secret_access_key = test\n`;
  await lab.workspace.write({
    'deploy.config.ts': stages['deploy.config.ts']
      .replace("'dev-',", "'dev-', profile: 'one',")
      .replace("'prod-',", "'prod-', profile: 'two',"),
    // The SDK reads a file once.
    'one.ini': profile('one'),
    'both.ini': profile('one') + profile('two'),
  });
  const useFile = (name: string) => {
    vi.unstubAllEnvs();
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(lab.workspace.root, name));
  };
  useFile('one.ini');
  const halfWay = await runLambda(promotion, lab.options);
  expect(halfWay).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('CREDENTIALS_MISSING'),
  });
  useFile('both.ini');
  expect(await runLambda(promotion, lab.options)).toMatchObject({ exitCode: 0 });
});
