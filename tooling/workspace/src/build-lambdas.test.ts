import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeFiles } from '../test/temporary-root.ts';
import { goodBuild, lambdaFiles, lambdaOf, makeTurboWorkspace } from '../test/turbo-workspace.ts';
import { buildLambdas, readBuildLog, readTaskGraph } from './index.ts';

const one = lambdaOf('one');
const two = lambdaOf('two');

const distOf = (root: string, name: string) => join(root, 'lambdas', name, 'dist', 'built.txt');

const readBuilt = (root: string, name: string) =>
  readFile(distOf(root, name), 'utf8').catch(() => undefined);

const badBuild = `
console.log('\\u001b[31mindex.ts:3:5: no such name\\u001b[39m');
process.exit(3);
`;

describe('builds', () => {
  test('the lambdas that are named and no others, and tells each the hash that was read', async () => {
    const root = await makeTurboWorkspace({
      ...lambdaFiles('one', goodBuild),
      ...lambdaFiles('two', goodBuild),
    });
    const { hashes } = await readTaskGraph(root, [one, two]);
    expect(await buildLambdas(root, [one])).toMatchObject({ succeeded: true });
    expect(await readBuilt(root, 'one')).toBe(hashes.get('@lambdas/one'));
    expect(await readBuilt(root, 'two')).toBeUndefined();
  });

  test('from the cache what was built before', async () => {
    const root = await makeTurboWorkspace(lambdaFiles('one', goodBuild));
    await buildLambdas(root, [one]);
    await rm(join(root, 'lambdas/one/dist'), { recursive: true });
    const { output } = await buildLambdas(root, [one]);
    expect(output).toContain('1 cached, 1 total');
    expect(await readBuilt(root, 'one')).toBeDefined();
  });

  test('anew what turbo has in its cache, when it is not to be trusted', async () => {
    const root = await makeTurboWorkspace(lambdaFiles('one', goodBuild));
    await buildLambdas(root, [one]);
    await rm(join(root, 'lambdas/one/dist'), { recursive: true });
    const { succeeded, output } = await buildLambdas(root, [one], { force: true });
    expect(succeeded).toBe(true);
    expect(output).toContain('0 cached, 1 total');
    expect(await readBuilt(root, 'one')).toBeDefined();
  });

  /** A build that comes second waits until the end of the first one was told. */
  const patientBuild = (other: string, port: number) => `
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
if (existsSync('../${other}/dist/built.txt')) {
  await once(connect(${port}, '127.0.0.1').resume(), 'close');
}
${goodBuild}`;

  test('and tells when an artifact is there, built or from the cache, while others are not', async () => {
    const isTold = Promise.withResolvers<undefined>();
    const server = createServer((socket) => {
      void isTold.promise.then(() => socket.destroy());
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const root = await makeTurboWorkspace({
      ...lambdaFiles('one', patientBuild('two', port)),
      ...lambdaFiles('two', patientBuild('one', port)),
    });
    const turboConfig = { concurrency: '1', tasks: { build: { outputs: ['dist/**'] } } };
    await writeFiles(root, { 'turbo.json': JSON.stringify(turboConfig) });
    const seen: string[] = [];
    const onProgress = (packageName: string) => {
      const names = ['one', 'two'].filter((name) => existsSync(distOf(root, name)));
      seen.push(`${packageName}: ${names.join(' ')}`);
      isTold.resolve(undefined);
    };
    await buildLambdas(root, [one, two], { onProgress });
    expect(seen).toSatisfy(
      (all: string[]) => all.includes('@lambdas/one: one') || all.includes('@lambdas/two: two'),
    );
    expect(seen.at(-1)).toContain(': one two');
    seen.length = 0;
    await rm(join(root, 'lambdas/one/dist'), { recursive: true });
    await buildLambdas(root, [one], { onProgress });
    expect(seen).toEqual(['@lambdas/one: one two']);
  });

  test('all that can be built when others cannot, and keeps their words', async () => {
    const root = await makeTurboWorkspace({
      ...lambdaFiles('one', badBuild),
      ...lambdaFiles('two', goodBuild),
      ...lambdaFiles('three', badBuild),
    });
    // One at a time: whichever fails first, the others come after it.
    const turboConfig = { concurrency: '1', tasks: { build: { outputs: ['dist/**'] } } };
    await writeFiles(root, { 'turbo.json': JSON.stringify(turboConfig) });
    const run = await buildLambdas(root, [one, two, lambdaOf('three')]);
    expect(run.succeeded).toBe(false);
    expect(run.output).toContain('@lambdas/one#build');
    expect(await readBuilt(root, 'two')).toBeDefined();
    // Without colours, and without what pnpm says of the script.
    expect(await readBuildLog(root, 'lambdas/one')).toBe('index.ts:3:5: no such name');
    expect(await readBuildLog(root, 'lambdas/three')).toBe('index.ts:3:5: no such name');
    expect(await readBuildLog(root, 'lambdas/two')).toBe('built');
  });

  test('nothing and says why when turbo refuses to begin', async () => {
    const root = await makeTurboWorkspace(lambdaFiles('one', goodBuild));
    await writeFiles(root, { 'turbo.json': '{' });
    const run = await buildLambdas(root, [one]);
    expect(run.succeeded).toBe(false);
    expect(run.output).toContain('turbo.json');
  });
});

test('the log of a lambda that was never built is empty', async () => {
  const root = await makeTurboWorkspace(lambdaFiles('one', goodBuild));
  expect(await readBuildLog(root, 'lambdas/one')).toBe('');
});

describe('aborted', () => {
  /** A build that never ends, with a child of its own; both keep a connection as long as they live. */
  const endlessBuild = (port: number) => `
import { spawn } from 'node:child_process';
const stay = "require('node:net').connect(${port}, '127.0.0.1')";
spawn(process.execPath, ['--eval', stay], { stdio: 'ignore' });
spawn(process.execPath, ['--eval', stay], { stdio: 'inherit' }).on('exit', () => {});
`;

  test('it ends turbo and all that turbo started, and fails only then', async () => {
    const sockets: Socket[] = [];
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connected = new Promise<void>((resolve) => {
      server.on('connection', (socket) => {
        socket.on('error', () => {});
        if (sockets.push(socket) === 2) resolve();
      });
    });
    const root = await makeTurboWorkspace(lambdaFiles('one', endlessBuild(port)));
    const controller = new AbortController();
    const run = buildLambdas(root, [one], controller);
    // Not to be unhandled while we wait for the build to be under way.
    run.catch(() => undefined);
    await connected;
    const closed = Promise.all(sockets.map((socket) => once(socket.resume(), 'close')));
    controller.abort();
    await expect(run).rejects.toThrow('aborted');
    await closed;
  });

  test('before it began it starts nothing', async () => {
    const root = await makeTurboWorkspace(lambdaFiles('one', goodBuild));
    await expect(buildLambdas(root, [one], { signal: AbortSignal.abort() })).rejects.toThrow(
      'aborted',
    );
    expect(await readBuilt(root, 'one')).toBeUndefined();
  });
});
