import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { startProxy } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const main = join(import.meta.dirname, 'main.mjs');
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

interface Started {
  readonly child: ChildProcess;
  /** The first line of standard output. */
  readonly firstLine: Promise<string>;
  readonly err: Promise<string>;
  readonly exitCode: Promise<number | null>;
}

/** Starts the command line as a process of its own. */
function startLambda(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const lines = createInterface({ input: child.stdout });
  return {
    child,
    firstLine: once(lines, 'line').then(([line]) => String(line)),
    err: text(child.stderr),
    exitCode: once(child, 'close').then(([code]) => code as number | null),
  };
}

const hello = { 'lambdas/hello/index.js': "exports.handler = async () => 'hello';\n" };

it('serves the local AWS until Ctrl-C, and other commands find it', async () => {
  await using workspace = await createWorkspace(hello);
  const server = startLambda(['local', '--port', '0', '--json'], workspace.root);
  const { url } = JSON.parse(await server.firstLine) as { url: string };
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

  expect(await runLambda(['deploy'], { cwd: workspace.root })).toMatchObject({ exitCode: 0 });
  const same = await runLambda(['status'], { cwd: workspace.root, env: { AWS_ENDPOINT_URL: url } });
  expect(same.out).toMatch(/hello +live/);

  const taken = startLambda(
    ['local', '--port', new URL(url).port, '--state', 'other'],
    workspace.root,
  );
  expect(await taken.exitCode).toBe(2);
  expect(await taken.err).toContain('PORT_IN_USE');
  const second = startLambda(['local', '--port', '0'], workspace.root);
  expect(await second.exitCode).toBe(2);
  expect(await second.err).toContain(`process ${String(server.child.pid)}`);

  const wrong = startLambda(
    ['local', '--state', 'third', '--port', '0', '--faults', 'UpdateAlias=trottle'],
    workspace.root,
  );
  expect(await wrong.exitCode).toBe(2);
  expect(await wrong.err).toContain(
    'UpdateAlias=trottle: "trottle" is no fault: did you mean "throttle"?',
  );

  server.child.kill('SIGINT');
  expect(await server.exitCode).toBe(0);
  expect((await runLambda(['invoke', 'hello'], { cwd: workspace.root })).out).toBe('"hello"\n');
});

it('finishes with the next run what a killed one began', async () => {
  await using workspace = await createWorkspace(hello);
  await using stage = await startStage();
  const killed: { deploy?: Started } = {};
  await using proxy = await startProxy(stage.aws.url, ({ method, path }) => {
    if (method === 'POST' && path.endsWith('/versions')) killed.deploy?.child.kill('SIGKILL');
    return Promise.resolve();
  });
  killed.deploy = startLambda(['deploy'], workspace.root, { AWS_ENDPOINT_URL: proxy.url });
  killed.deploy.firstLine.catch(() => undefined);
  expect(await killed.deploy.exitCode).toBe(null);

  const options = { cwd: workspace.root, env: stage.env };
  const again = await runLambda(['deploy'], options);
  expect(again.out).toContain('an earlier deploy stopped before it was live');
  expect((await runLambda(['invoke', 'hello'], options)).out).toBe('"hello"\n');
});

it('deploys to the end although its reader went away', async () => {
  await using workspace = await createWorkspace(hello);
  await using stage = await startStage();
  const deploy = startLambda(['deploy', '--json'], workspace.root, {
    AWS_ENDPOINT_URL: stage.aws.url,
  });
  await deploy.firstLine;
  deploy.child.stdout?.destroy();
  expect(await deploy.exitCode).toBe(0);
  const invoked = await runLambda(['invoke', 'hello'], { cwd: workspace.root, env: stage.env });
  expect(invoked.out).toBe('"hello"\n');
});

it('leaves a call in the middle at the first Ctrl-C, and says so', async () => {
  await using workspace = await createWorkspace(hello);
  await using stage = await startStage();
  await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  const calling: { invoke?: Started } = {};
  await using proxy = await startProxy(stage.aws.url, async ({ path }) => {
    if (!path.includes('/invocations')) return;
    calling.invoke?.child.kill('SIGINT');
    await calling.invoke?.exitCode;
  });
  calling.invoke = startLambda(['invoke', 'hello'], workspace.root, {
    AWS_ENDPOINT_URL: proxy.url,
  });
  calling.invoke.firstLine.catch(() => undefined);
  expect(await calling.invoke.exitCode).toBe(1);
  expect(await calling.invoke.err).toContain('INTERRUPTED');
});

it('reads a lambda.config.ts beside plain JavaScript without a warning of Node', async () => {
  await using workspace = await createWorkspace({
    ...hello,
    'lambdas/hello/lambda.config.ts': 'export default { timeout: 5 satisfies number };\n',
  });
  await using stage = await startStage();
  const status = startLambda(['status'], workspace.root, { AWS_ENDPOINT_URL: stage.aws.url });
  expect(await status.exitCode).toBe(0);
  expect(await status.err).toBe('');
});

it('ends although a configuration file began something that does not', async () => {
  await using workspace = await createWorkspace({
    ...hello,
    'lambdas/hello/lambda.config.mjs':
      'setInterval(() => {}, 1000);\nexport default { memory: 1 };',
  });
  const plan = startLambda(['plan'], workspace.root);
  expect(await plan.err).toContain('memory: there is no such field');
  expect(await plan.exitCode).toBe(2);
});
