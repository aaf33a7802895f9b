import { CreateFunctionCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { zipFiles } from '@tooling/bundle';
import { expect, it } from 'vitest';
import { isThere, makeRole, replaceCodeByHand } from '../test/by-hand.ts';
import { createWorkspace } from '../test/create-workspace.ts';
import { refusal, refusedRequestId, startProxy, writesOf } from '../test/proxy.ts';
import { createTestClock, jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const handler = (text: string) => `exports.handler = async () => '${text}';\n`;
const two = {
  'lambdas/first/index.js': handler('first'),
  'lambdas/second/index.js': handler('second'),
};

it('switches nothing when one function cannot be prepared, and finishes with the next run', async () => {
  const role = 'arn:aws:iam::000000000000:role/by-hand';
  await using workspace = await createWorkspace({
    ...two,
    'lambdas/second/lambda.config.ts': `export default { role: '${role}' };\n`,
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  const deployed = await runLambda(['deploy'], options);
  expect(deployed.exitCode).toBe(1);
  expect(deployed.out).toContain(`Lambda cannot assume the role ${role}`);
  expect(deployed.out).toMatch(/first +not live +prepared, not switched/);
  expect(await isThere(stage, 'first')).toBe(true);
  expect(await isThere(stage, 'first', 'live')).toBe(false);

  await makeRole(stage, 'by-hand');
  const again = await runLambda(['deploy'], options);
  expect(again.out).toContain('an earlier deploy stopped before it was live');
  expect(again.exitCode).toBe(0);
  const { Versions } = await stage.lambda.send(
    new ListVersionsByFunctionCommand({ FunctionName: 'first' }),
  );
  expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
});

it('leaves a function of the same name alone that somebody else made', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  const role = await makeRole(stage, 'somebody');
  const contents = new TextEncoder().encode(handler('theirs'));
  await stage.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'first',
      Role: role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipFiles([{ path: 'index.js', contents }]) },
    }),
  );
  const deployed = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  expect(deployed.exitCode).toBe(2);
  expect(deployed.out).toContain('FUNCTION_NOT_OURS');
  // That was known before anything was built.
  expect(await isThere(stage, 'second')).toBe(false);
});

it('refuses to move live when somebody else did so since the plan was made', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  await workspace.write({ 'lambdas/first/index.js': handler('newer') });

  const stranger = once(() => replaceCodeByHand(stage, 'first'));
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    if (method === 'PUT' && path.endsWith('/functions/first/code')) await stranger();
  });
  const deployed = await runLambda(['deploy', '--json'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(deployed.exitCode).toBe(3);
  expect(jsonLines(deployed.out).at(-1)).toMatchObject({
    report: {
      functions: [
        { outcome: 'failed', failure: { code: 'REMOTE_MOVED' } },
        { outcome: 'unchanged' },
      ],
    },
  });
});

it('puts back what it switched when another switch fails', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  await workspace.write({
    'lambdas/first/index.js': handler('newer'),
    'lambdas/second/index.js': handler('newer'),
  });

  const stranger = once(() => replaceCodeByHand(stage, 'second'));
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    if (method === 'PUT' && path.endsWith('/functions/second/aliases/live')) await stranger();
  });
  const deployed = await runLambda(['deploy'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(deployed.exitCode).toBe(3);
  expect(deployed.err).toContain('first: live is version 1 again');
  const invoked = await runLambda(['invoke', 'first'], { cwd: workspace.root, env: stage.env });
  expect(invoked.out).toBe('"first"\n');
});

it('says what is live when putting back fails too', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  await workspace.write({
    'lambdas/first/index.js': handler('newer'),
    'lambdas/second/index.js': handler('newer'),
  });

  const strangers = { second: once(() => replaceCodeByHand(stage, 'second')), moves: 0 };
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    if (method !== 'PUT' || !path.endsWith('/aliases/live')) return;
    if (path.includes('/functions/second/')) await strangers.second();
    else if ((strangers.moves += 1) === 2) await replaceCodeByHand(stage, 'first');
  });
  const deployed = await runLambda(['deploy'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
  expect(deployed.exitCode).toBe(3);
  expect(deployed.out).toContain('2 of 2 switched: first, second');
  expect(deployed.out).toMatch(/first +3 \(was 1\) +failed/);
  expect(deployed.out).toMatch(/second +3 \(was 1\) +failed/);
});

it('counts what was switched although its attributes failed', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url, ({ path }) =>
    Promise.resolve(
      path.endsWith('/concurrency')
        ? refusal(400, 'InvalidParameterValueException', 'reserved by others meanwhile')
        : undefined,
    ),
  );
  const options = { cwd: workspace.root, env: { AWS_ENDPOINT_URL: proxy.url } };
  await runLambda(['deploy'], options);
  await workspace.write({
    'lambdas/first/lambda.config.ts':
      'export default { memorySize: 256, reservedConcurrency: 5 };\n',
  });
  const deployed = await runLambda(['deploy'], options);
  expect(deployed).toMatchObject({ exitCode: 1 });
  expect(deployed.out).toContain('1 of 2 switched: first');
  expect(deployed.out).toMatch(/first +2 \(was 1\) +failed/);
});

it('switches all functions although whoever renders the events fails', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  const deployed = await runLambda(['deploy', '--json'], {
    cwd: workspace.root,
    env: stage.env,
    onOut: (text) => {
      if (text.includes('"type":"switched"')) throw new Error('cannot be drawn');
    },
  });
  expect(deployed.exitCode).toBe(70);
  expect(deployed.out).toContain('cannot be drawn');
  for (const name of ['first', 'second']) expect(await isThere(stage, name, 'live')).toBe(true);
});

it('begins nothing more after Ctrl-C, switches nothing, and a second run finishes', async () => {
  await using workspace = await createWorkspace(two);
  await using stage = await startStage();
  const controller = new AbortController();
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    if (method === 'POST' && path.endsWith('/versions')) controller.abort();
    return Promise.resolve();
  });
  const deployed = await runLambda(['deploy'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
    signal: controller.signal,
  });
  expect(deployed.exitCode).toBe(1);
  // In the report, or alone where the plan was not finished.
  expect(deployed.out + deployed.err).toContain('nothing was switched');
  expect(await isThere(stage, 'first', 'live')).toBe(false);
  const again = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  expect(again.exitCode).toBe(0);
});

it('says of all others what is live when AWS fails at one of them, and deploys nothing then', async () => {
  await using workspace = await createWorkspace({
    ...two,
    'lambdas/third/index.js': handler('third'),
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'lambdas/first/index.js': handler('newer') });
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) =>
    Promise.resolve(
      method === 'GET' && path.includes('/functions/second')
        ? refusal(500, 'ServiceException', 'no luck today')
        : undefined,
    ),
  );
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const watched = { cwd: workspace.root, env, clock: createTestClock() };
  const status = await runLambda(['status'], watched);
  expect(status.exitCode).toBe(1);
  expect(status.out).toMatch(/first +live +1 /);
  expect(status.out).toMatch(/second +cannot be read/);
  expect(status.out).toMatch(/third +live +1 /);
  expect(status.out).toContain(
    `second: ServiceException: no luck today (GetFunction, request ${refusedRequestId})`,
  );
  expect(status.out).toContain('→ AWS failed');

  const deployed = await runLambda(['deploy'], watched);
  expect(deployed.exitCode).toBe(1);
  expect(deployed.out).toMatch(/first +1 +not begun/);
  expect(deployed.out).toMatch(/third +1 +unchanged/);
  expect(writesOf(proxy.seen)).toEqual([]);
  const drift = await runLambda(['drift', 'second', 'third'], watched);
  expect(drift.out).toContain('1 functions are as they were deployed; nobody knows of 1');
});

/** Runs something at the first call only. */
function once(run: () => Promise<void>): () => Promise<void> {
  let ran: Promise<void> | undefined;
  return () => (ran ??= run());
}
