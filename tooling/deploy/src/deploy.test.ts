import { GetFunctionCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { replaceCodeByHand, setEnvironment } from '../test/by-hand.ts';
import { createWorkspace, lambdaManifest, packageManifest } from '../test/create-workspace.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { createTestClock, jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const greeting = (text: string) => `exports.handler = async () => ({ greeting: '${text}' });\n`;

const bare = { 'lambdas/hello/index.js': greeting('hello') };

/** Two lambdas on one shared package, one without. */
const shared = {
  'packages/math/package.json': packageManifest('math'),
  'packages/math/index.ts':
    'export const double = (value: number) => value * 2;\nexport const half = (value: number) => value / 2;\n',
  'lambdas/doubles/package.json': lambdaManifest('doubles', ['math']),
  'lambdas/doubles/index.ts':
    "import { double } from '@packages/math';\nexport const handler = async (event: { value: number }) => double(event.value);\n",
  'lambdas/halves/package.json': lambdaManifest('halves', ['math']),
  'lambdas/halves/index.ts':
    "import { half } from '@packages/math';\nexport const handler = async (event: { value: number }) => half(event.value);\n",
  ...bare,
};

const liveVersion = async ({ lambda }: TestStage, name: string) =>
  (await lambda.send(new GetFunctionCommand({ FunctionName: name, Qualifier: 'live' })))
    .Configuration?.Version;

const versions = async ({ lambda }: TestStage, name: string) =>
  (await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name }))).Versions?.map(
    ({ Version }) => Version,
  );

it('makes a function of a directory that has only its code, and calls it', async () => {
  await using workspace = await createWorkspace(bare);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };

  const deployed = await runLambda(['deploy'], options);
  expect(deployed.err).toContain('wrote lambdas/hello/package.json');
  expect(deployed.out).toMatch(/hello +create +new function/);
  expect(deployed.exitCode).toBe(0);

  const invoked = await runLambda(['invoke', 'hello'], options);
  expect(invoked).toEqual({ exitCode: 0, out: '{"greeting":"hello"}\n', err: '' });
});

it('builds and writes nothing when nothing changed', async () => {
  await using workspace = await createWorkspace(shared);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });

  await using proxy = await startProxy(stage.aws.url);
  const again = await runLambda(['deploy'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(again.err).toBe('');
  expect(again.out).toContain('3 unchanged');
  expect(again.out).toContain('nothing to do: everything is live already');
  expect(writesOf(proxy.seen)).toEqual([]);
  expect(await versions(stage, 'hello')).toEqual(['$LATEST', '1']);
});

it('redeploys exactly the functions whose bundle a shared package changed', async () => {
  await using workspace = await createWorkspace(shared);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });

  await workspace.write({
    'packages/math/index.ts':
      'export const double = (value: number) => value + value;\nexport const half = (value: number) => value / 2;\n',
  });
  const plan = await runLambda(['plan'], options);
  expect(plan.out).toMatch(/doubles +update +code: packages\/math\/index\.ts changed/);
  expect(plan.out).toMatch(/halves +none +bundle is byte-identical/);
  expect(plan.out).toMatch(/hello +none +sources and configuration are those of what is live/);

  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  expect(await liveVersion(stage, 'doubles')).toBe('2');
  expect(await liveVersion(stage, 'halves')).toBe('1');
  const invoked = await runLambda(['invoke', 'doubles', '--event', '-'], {
    ...options,
    stdin: '{"value":21}',
  });
  expect(invoked.out).toBe('42\n');
});

it('deploys nothing for a comment, a README or a test, and says why', async () => {
  await using workspace = await createWorkspace(shared);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });

  await workspace.write({
    'packages/math/README.md': '# Numbers\n',
    'packages/math/index.test.ts': 'export {};\n',
  });
  const unseen = await runLambda(['plan'], options);
  expect(unseen.out).toContain('3 unchanged');
  expect(unseen.err).toBe('');

  await workspace.write({
    'packages/math/index.ts': `// Twice and half.\n\n${shared['packages/math/index.ts']}`,
  });
  const comment = await runLambda(['deploy'], options);
  expect(comment.out).toMatch(/doubles +none +bundle is byte-identical but for line numbers/);
  expect(comment.out).toContain('nothing to do: everything is live already');
  expect(await versions(stage, 'doubles')).toEqual(['$LATEST', '1']);
});

it('deploys A again after B, although A was deployed before', async () => {
  await using workspace = await createWorkspace(bare);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  for (const text of ['a', 'b', 'a']) {
    await workspace.write({ 'lambdas/hello/index.js': greeting(text) });
    expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
    expect((await runLambda(['invoke', 'hello'], options)).out).toBe(`{"greeting":"${text}"}\n`);
  }
});

it('updates configuration field by field and keeps what others set', async () => {
  await using workspace = await createWorkspace({
    ...bare,
    'lambdas/hello/lambda.config.ts':
      "export default { memorySize: 256, environment: { MODE: 'slow' } };\n",
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await setEnvironment(stage, 'hello', { MODE: 'slow', ELSEWHERE: 'kept' });

  await workspace.write({
    'lambdas/hello/lambda.config.mts':
      "export default { memorySize: 512, environment: { MODE: 'quick' } };\n",
    'lambdas/hello/lambda.config.ts': undefined,
  });
  const deployed = await runLambda(['deploy'], options);
  expect(deployed.out).toContain('memorySize 256 → 512');
  expect(deployed.out).toContain('environment.MODE changed');
  expect(deployed.out).not.toContain('quick');
  const { Configuration } = await stage.lambda.send(
    new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' }),
  );
  expect(Configuration).toMatchObject({ MemorySize: 512, Version: '2' });
  expect(Configuration?.Environment?.Variables).toEqual({
    ELSEWHERE: 'kept',
    MODE: 'quick',
    NODE_OPTIONS: '--enable-source-maps',
  });

  const after = await runLambda(['plan'], options);
  expect(after.out).toContain('hello: environment.ELSEWHERE set on the function, declared nowhere');
});

it('changes tags, concurrency and retention without a new version', async () => {
  await using workspace = await createWorkspace(bare);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write({
    'lambdas/hello/lambda.config.ts':
      "export default { tags: { team: 'a' }, reservedConcurrency: 5, logging: { retentionInDays: 7 } };\n",
  });
  const deployed = await runLambda(['deploy'], options);
  expect(deployed.exitCode).toBe(0);
  expect(deployed.out).toContain('tags.team not set → a');
  const { Tags, Concurrency } = await stage.lambda.send(
    new GetFunctionCommand({ FunctionName: 'hello' }),
  );
  expect(Tags).toMatchObject({ team: 'a', 'lambda-deploy:lambda': 'hello' });
  expect(Concurrency?.ReservedConcurrentExecutions).toBe(5);
  expect(await versions(stage, 'hello')).toEqual(['$LATEST', '1']);
  expect((await runLambda(['plan'], options)).out).toContain('1 unchanged');
});

it('sees code that was changed by hand and puts the repository’s back', async () => {
  await using workspace = await createWorkspace(bare);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await replaceCodeByHand(stage, 'hello');

  const plan = await runLambda(['plan'], options);
  expect(plan.out).toMatch(/hello +update +code: version 2 was published by hand over version 1/);
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  expect((await runLambda(['invoke', 'hello'], options)).out).toBe('{"greeting":"hello"}\n');
});

it('finds with --verify what the task hash cannot see', async () => {
  await using workspace = await createWorkspace({
    'lambdas/hello/index.js':
      "const text = require('dependency');\nexports.handler = async () => text;\n",
    'node_modules/dependency/index.js': "module.exports = 'installed';\n",
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'node_modules/dependency/index.js': "module.exports = 'edited';\n" });
  expect((await runLambda(['plan'], options)).out).toContain('1 unchanged');

  expect((await runLambda(['plan', '--verify'], options)).out).toContain('1 to update');
  await runLambda(['deploy', '--verify'], options);
  expect((await runLambda(['invoke', 'hello'], options)).out).toBe('"edited"\n');
});

it('reports a function whose package is gone, and leaves it alone', async () => {
  await using workspace = await createWorkspace(shared);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'lambdas/hello': undefined });
  const deployed = await runLambda(['deploy'], options);
  expect(deployed.exitCode).toBe(0);
  expect(deployed.out).toContain('hello: orphan, no lambda has this function any more');
  expect(await liveVersion(stage, 'hello')).toBe('1');
  expect((await runLambda(['status'], options)).out).toMatch(
    /hello +orphan: no lambda any more +1 +.* [0-9a-f]{12}/,
  );
});

it('takes names from the command line and from DEPLOY_ONLY', async () => {
  await using workspace = await createWorkspace(shared);
  await using stage = await startStage();
  const cwd = workspace.root;
  const one = await runLambda(['plan', 'doubles'], { cwd, env: stage.env });
  expect(one.out).toContain('1 to create');
  const two = await runLambda(['plan'], {
    cwd,
    env: { ...stage.env, DEPLOY_ONLY: 'doubles, halves' },
  });
  expect(two.out).toContain('2 to create');
});

it('says everything but environment values as JSON lines when asked to', async () => {
  await using workspace = await createWorkspace({
    ...bare,
    'lambdas/hello/lambda.config.ts': "export default { environment: { TOKEN: 'swordfish' } };\n",
  });
  await using stage = await startStage();
  const deployed = await runLambda(['deploy', '--json'], { cwd: workspace.root, env: stage.env });
  const types = jsonLines(deployed.out).map(({ type }) => type);
  expect(types[0]).toBe('manifest-written');
  expect(types.at(-1)).toBe('finished');
  expect(jsonLines(deployed.out).at(-1)).toMatchObject({
    report: { stage: 'local', functions: [{ functionName: 'hello', outcome: 'deployed' }] },
  });
  expect(deployed.out).toContain('"TOKEN":"(hidden)"');
  expect(deployed.out + deployed.err).not.toContain('swordfish');
});

it('waits for roles to become assumable and for functions to settle', async () => {
  await using workspace = await createWorkspace(bare);
  const clock = createTestClock();
  await using stage = await startStage({
    settleMs: 3000,
    roleSettleMs: 8000,
    now: () => clock.date(),
  });
  const options = { cwd: workspace.root, env: stage.env, clock };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  expect(clock.now()).toBeGreaterThanOrEqual(8000 + 3000);

  const created = clock.now();
  await workspace.write({ 'lambdas/hello/index.js': greeting('slowly') });
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  expect(clock.now()).toBeGreaterThanOrEqual(created + 3000);
  expect((await runLambda(['invoke', 'hello'], options)).out).toBe('{"greeting":"slowly"}\n');
});
