import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { openStore } from '../test/open-store.ts';
import { startProxy, writesOf } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const uri = (tag: string) => `000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:${tag}`;

const readLive = async ({ lambda }: TestStage) =>
  lambda.send(new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' }));

it('an image is created, published and switched to, and its next tag too', async () => {
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url);
  await using open = openStore(proxy.url);
  const one = { image: { uri: uri('1'), command: ['main'] } };
  expect(await open.deploy('hello', { config: one })).toBe('1');
  const live = await readLive(stage);
  expect(live.Code?.ImageUri).toBe(uri('1'));
  expect(live.Configuration).toMatchObject({
    PackageType: 'Image',
    ImageConfigResponse: { ImageConfig: { Command: ['main'] } },
  });

  const writes = writesOf(proxy.seen).length;
  await expect(open.plan('hello', { config: one })).rejects.toThrow('those of what is live');
  expect(writesOf(proxy.seen)).toHaveLength(writes);

  const two = { image: { uri: uri('2') } };
  const change = await open.plan('hello', { config: two });
  expect(change.reasons).toEqual([
    'image.command ["main"] → not set',
    `image.uri ${uri('1')} → ${uri('2')}`,
  ]);
  expect(await open.deploy('hello', { config: two })).toBe('2');
  expect((await readLive(stage)).Code?.ImageUri).toBe(uri('2'));
  await expect(open.plan('hello', { config: two })).rejects.toThrow('those of what is live');
  // And back again.
  expect(await open.deploy('hello', { config: one })).toBe('3');
  expect((await readLive(stage)).Code?.ImageUri).toBe(uri('1'));
});

it('what it is started with is sent, read back, changed, and left to the image again', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const image = { uri: uri('1'), entryPoint: ['/bin/start', '-v'], workingDirectory: '/srv' };
  const read = async () => (await readLive(stage)).Configuration?.ImageConfigResponse?.ImageConfig;
  await open.deploy('hello', { config: { image } });
  expect(await read()).toMatchObject({
    EntryPoint: ['/bin/start', '-v'],
    WorkingDirectory: '/srv',
  });
  await expect(open.plan('hello', { config: { image } })).rejects.toThrow('those of what is live');
  await open.deploy('hello', { config: { image: { ...image, workingDirectory: '/opt' } } });
  expect(await read()).toMatchObject({ WorkingDirectory: '/opt' });
  const bare = { image: { uri: uri('1') } };
  await open.deploy('hello', { config: bare });
  expect((await read())?.EntryPoint ?? []).toEqual([]);
  await expect(open.plan('hello', { config: bare })).rejects.toThrow('those of what is live');
});

it('its configuration changes like that of a zip', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const image = { uri: uri('1') };
  await open.deploy('hello', { config: { image } });
  await open.deploy('hello', { config: { image, memorySize: 512, environment: { MODE: 'x' } } });
  expect((await readLive(stage)).Configuration).toMatchObject({
    MemorySize: 512,
    Environment: { Variables: { MODE: 'x' } },
  });
});

it('a zip does not become an image, nor an image a zip', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  await open.deploy('hello');
  const config = { image: { uri: uri('1') } };
  await expect(open.plan('hello', { config })).rejects.toMatchObject({
    code: 'PACKAGE_TYPE_FIXED',
  });
  await open.deploy('other', { config });
  await expect(open.plan('other')).rejects.toMatchObject({ code: 'PACKAGE_TYPE_FIXED' });
});

it('a directory of an image is deployed without a build, beside one that is built', async () => {
  await using stage = await startStage();
  await using workspace = await createWorkspace({
    'lambdas/hello/lambda.config.ts': `export default { image: { uri: '${uri('1')}' } };\n`,
    'lambdas/zip/index.js': "exports.handler = async () => 'zip';\n",
  });
  const run = (...args: string[]) => runLambda(args, { cwd: workspace.root, env: stage.env });
  const { exitCode, out, err } = await run('deploy');
  expect({ exitCode, err }).toMatchObject({ exitCode: 0 });
  expect(out).toContain('hello');
  expect((await readLive(stage)).Code?.ImageUri).toBe(uri('1'));
  expect((await run('plan')).out).toContain('2 unchanged');
  expect(await run('build')).toMatchObject({ exitCode: 0 });
});
