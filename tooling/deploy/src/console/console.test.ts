import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { GraphAnswer } from '@tooling/console';
import { readTaskGraph, readWorkspace } from '@tooling/workspace';
import { afterEach, expect, test } from 'vitest';
import {
  greetingFiles,
  startConsoleApiLab,
  type ConsoleApiLab,
  type ConsoleApiLabOptions,
} from '../../test/console-api-lab.ts';
import { lambdaManifest, type Files } from '../../test/create-workspace.ts';

let lab: ConsoleApiLab | undefined;
afterEach(async () => {
  await lab?.[Symbol.asyncDispose]();
  lab = undefined;
});

async function start(files: Files, options?: ConsoleApiLabOptions): Promise<ConsoleApiLab> {
  lab = await startConsoleApiLab(files, options);
  return lab;
}

/** The plan that was asked for has begun. */
async function untilMaking(): Promise<void> {
  let state: string | undefined;
  while (state !== 'making') state = (await lab?.ask('graph'))?.body.plan.state;
}

/** Not every resolver knows names under localhost: the address is this machine's. */
async function callAt(address: string, method: string): Promise<string> {
  const { host, port, pathname: path } = new URL(address);
  const call = request({ host: '127.0.0.1', port, path, method, headers: { host } }).end();
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  return text(answer);
}

test('shows what is declared, what is deployed, and where it answers', async () => {
  const { ask, lambda, aws, workspace } = await start(greetingFiles, {
    overridden: () => new Map([['quiet', '2026-11-29T12:00:00.000Z']]),
  });
  const before = await ask('functions');
  expect(before).toEqual({
    status: 200,
    body: {
      stage: 'local',
      functions: [
        {
          lambda: 'hello',
          functionName: 'hello',
          directory: 'lambdas/hello',
          triggers: [
            { type: 'functionUrl', title: 'NONE' },
            { type: 'httpApi', title: 'POST /hello' },
            { type: 'schedule', title: 'cron(0 3 1 * ? *)' },
          ],
        },
        {
          lambda: 'quiet',
          functionName: 'quiet',
          directory: 'lambdas/quiet',
          triggers: [],
          overriddenAt: '2026-11-29T12:00:00.000Z',
        },
      ],
    },
  });
  expect(await lambda('deploy')).toMatchObject({ exitCode: 0 });
  const commit = await workspace.commit('no change', { allowEmpty: true });
  const { functions } = (await ask('functions')).body;
  const [hello, quiet] = functions;
  expect(hello?.deployed).toMatchObject({
    state: 'Active',
    lastUpdateStatus: 'Successful',
    runtime: expect.stringMatching(/^nodejs/) as string,
    live: { version: '1', commit: expect.stringMatching(/^[0-9a-f]{40}/) as string },
  });
  expect(hello?.deployed?.live?.commit).not.toBe(commit);
  expect(quiet?.deployed?.live?.version).toBe('1');
  const [url, route] = hello?.triggers ?? [];
  for (const address of [url?.url, route?.url]) {
    expect(address).toMatch(
      new RegExp(`^http://[a-z0-9]+\\.[a-z-]+\\.us-east-1\\.localhost:${aws.port}/`),
    );
  }
  expect(await callAt(url?.url ?? '', 'GET')).toBe('hello');
  expect(await callAt(route?.url ?? '', 'POST')).toBe('hello');

  const { body: history } = await ask('functions/hello/history');
  expect(history).toMatchObject({
    functionName: 'hello',
    versions: [{ version: '1', isLive: true, commit: hello?.deployed?.live?.commit }],
  });
  expect(Date.parse(history.versions[0]?.publishedAt ?? '')).not.toBeNaN();

  const { body: bundle } = await ask('functions/hello/bundle');
  expect(bundle.zipBytes).toBeGreaterThan(100);
  expect(bundle.packages.map(({ name }) => name).sort()).toEqual([
    '@packages/words',
    'lambdas/hello',
  ]);
});

test('draws what depends on what, and what the next deploy would do', async () => {
  const { ask, lambda, workspace } = await start(greetingFiles);
  const before = (await ask('graph')).body;
  expect(before.plan).toEqual({ state: 'none' });
  expect(before.nodes.map(({ directory, kind, action }) => [directory, kind, action])).toEqual([
    ['lambdas/hello', 'lambda', undefined],
    ['lambdas/quiet', 'lambda', undefined],
    ['packages/unused', 'package', undefined],
    ['packages/words', 'package', undefined],
  ]);
  expect(before.edges).toEqual([{ from: 'lambdas/hello', to: 'packages/words' }]);
  const { lambdas } = await readWorkspace(workspace.root);
  const { dependencies } = await readTaskGraph(workspace.root, lambdas);
  for (const [from, directories] of Object.entries(dependencies)) {
    const edges = before.edges.filter((edge) => edge.from === from);
    expect(edges.map(({ to }) => to)).toEqual(directories);
  }

  // Two at once are one; while it is being made, it is said so.
  const making = Promise.all([ask('plan', 'POST'), ask('plan', 'POST')]);
  await untilMaking();
  const [first, second] = await making;
  expect(first.body).toEqual(second.body);
  expect(first.body.plan).toMatchObject({ state: 'made' });
  const actions = ({ nodes }: GraphAnswer) =>
    nodes
      .filter(({ kind }) => kind === 'lambda')
      .map(({ action, reasons }) => [action, reasons?.[0]]);
  expect(actions(first.body)).toEqual([
    ['create', 'new function'],
    ['create', 'new function'],
  ]);
  const words = first.body.nodes.find(({ directory }) => directory === 'packages/words');
  expect(words?.reaches).toEqual([{ lambda: 'hello', bundledBytes: expect.any(Number) as number }]);

  expect(await lambda('deploy')).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'packages/words/index.ts': "export const word: string = 'servus';\n" });
  const after = await ask('plan', 'POST');
  expect(actions(after.body)).toMatchObject([
    ['update', expect.any(String)],
    ['none', expect.any(String)],
  ]);
});

test('shows why a plan cannot be made, and makes the next one', async () => {
  const { ask, workspace, said } = await start(greetingFiles);
  await workspace.write({
    'lambdas/quiet/lambda.config.ts': 'export default { memorySize: 64 };\n',
  });
  const { status, body } = await ask('plan', 'POST');
  expect(status).toBe(200);
  expect(body.plan).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('lambdas/quiet/lambda.config.ts') as string,
    problems: [expect.stringContaining('memorySize') as string],
  });
  await workspace.write({ 'lambdas/quiet/lambda.config.ts': undefined });
  expect((await ask('plan', 'POST')).body.plan).toMatchObject({ state: 'made' });
  expect(said).toEqual([]);
});

test('gives a plan up when it is closed, and leaves nothing running', async () => {
  const { ask, closeConsole, said } = await start(greetingFiles);
  const planning = ask('plan', 'POST');
  await untilMaking();
  await closeConsole();
  expect((await planning).body.plan).toMatchObject({ state: 'failed' });
  expect(said).toEqual([]);
});

test('shows what the local AWS has while the workspace cannot be read, with the reason', async () => {
  const { ask, lambda, workspace } = await start(greetingFiles);
  expect(await lambda('deploy')).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'lambdas/hello/lambda.config.ts': 'export default { triggers: [' });
  const broken = (await ask('functions')).body;
  expect(broken.problem?.message).toContain('lambdas/hello/lambda.config.ts');
  expect(
    broken.functions.map(({ lambda: name, deployed }) => [name, deployed?.live?.version]),
  ).toEqual([
    ['hello', '1'],
    ['quiet', '1'],
  ]);
  expect((await ask('graph')).body).toMatchObject({
    problem: broken.problem,
    edges: [{ from: 'lambdas/hello', to: 'packages/words' }],
  });
  expect((await ask('functions/hello/history')).body.versions).toHaveLength(1);

  await workspace.write({ 'deploy.config.ts': 'export default { service: 7 };\n' });
  const worse = (await ask('functions')).body;
  expect(JSON.stringify(worse.problem)).toContain('deploy.config.ts');
  expect(worse.functions.map(({ functionName }) => functionName)).toEqual(['hello', 'quiet']);
});

test('says what the local AWS says, where its state cannot be read', async () => {
  const { ask, stateDirectory } = await start(greetingFiles);
  const documents = join(stateDirectory, 'documents', 'lambda', 'functions');
  await mkdir(documents, { recursive: true });
  await writeFile(join(documents, 'torn.json'), '{"key":"torn","doc');
  const { status, body } = await ask<string>('functions');
  expect(status).toBe(422);
  expect(body.message).toContain('torn.json');
});

test('sees every change of the workspace at the next look', async () => {
  const { ask, workspace } = await start(greetingFiles);
  const look = async () =>
    (await ask('functions')).body.functions.map(({ lambda, triggers }) => [
      lambda,
      triggers.length,
    ]);
  expect(await look()).toEqual([
    ['hello', 3],
    ['quiet', 0],
  ]);
  const schedule = "{ type: 'schedule', expression: 'rate(1 day)' }";
  const config = `export default { triggers: [${schedule}] };\n`;
  await workspace.write({ 'lambdas/quiet/lambda.config.ts': config });
  await workspace.write({ 'lambdas/hello/lambda.config.ts': undefined });
  expect(await look()).toEqual([
    ['hello', 0],
    ['quiet', 1],
  ]);
  await workspace.write({
    'lambdas/hello': undefined,
    'lambdas/third/package.json': lambdaManifest('third'),
    'lambdas/third/index.js': "export const handler = async () => 'hello';\n",
  });
  expect(await look()).toEqual([
    ['quiet', 1],
    ['third', 0],
  ]);
});

test('shows functions whose lambda is gone, and those of others', async () => {
  const { ask, lambda, workspace, aws } = await start({
    ...greetingFiles,
    'deploy.config.ts':
      "export default { service: 'tests', stages: { local: { region: 'us-east-1', account: '000000000000', namePrefix: 'dev-' } } };\n",
  });
  expect(await lambda('deploy')).toMatchObject({ exitCode: 0 });
  await workspace.write({ 'lambdas/quiet': undefined });
  const { functions } = (await ask('functions')).body;
  expect(
    functions.map(({ lambda: name, functionName, directory }) => [name, functionName, directory]),
  ).toEqual([
    ['hello', 'dev-hello', 'lambdas/hello'],
    ['quiet', 'dev-quiet', undefined],
  ]);
  expect((await ask('functions/quiet/history')).body.functionName).toBe('dev-quiet');
  expect(aws.requests().total).toBeGreaterThan(0);
});
