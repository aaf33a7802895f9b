import {
  GetFunctionCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { startProxy, type SeenRequest } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';

/** What somebody changes by hand, just before the first request of this kind. */
function changing(
  { aws, lambda }: TestStage,
  change: Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName'>,
  before: (seen: SeenRequest) => boolean,
) {
  let changed = false;
  return startProxy(aws.url, async (seen) => {
    if (changed || !before(seen)) return;
    changed = true;
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'hello', ...change }));
  });
}

const liveConfiguration = async ({ lambda }: TestStage) =>
  (await lambda.send(new GetFunctionCommand({ FunctionName: 'hello', Qualifier: 'live' })))
    .Configuration;

const newer = { text: 'two', config: { memorySize: 256, environment: { MODE: 'quick' } } };

it('keeps a variable that somebody sets between our reading and our writing', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  const Environment = { Variables: { THEIRS: 'kept' } };
  await using proxy = await changing(
    stage,
    { Environment },
    ({ method, path }) => method === 'PUT' && path.endsWith('/configuration'),
  );
  await using open = openStore(proxy.url);
  expect(await open.deploy('hello', newer)).toBe('2');
  expect((await liveConfiguration(stage))?.Environment?.Variables).toMatchObject({
    THEIRS: 'kept',
    MODE: 'quick',
  });
});

it.each([
  ['the upload', 'PUT', '/code'],
  ['the publication', 'POST', '/versions'],
])('publishes what is declared, whatever somebody changes just before %s', async (_, verb, end) => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  await using proxy = await changing(
    stage,
    { MemorySize: 3008 },
    ({ method, path }) => method === verb && path.endsWith(end),
  );
  await using open = openStore(proxy.url);
  await open.deploy('hello', newer);
  expect((await liveConfiguration(stage))?.MemorySize).toBe(256);
});

it('uploads only over the revision that it read', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  const uploads = ({ method, path }: SeenRequest) => method === 'PUT' && path.endsWith('/code');
  await using proxy = await changing(stage, { Timeout: 30 }, uploads);
  await using open = openStore(proxy.url);
  await open.deploy('hello', newer);
  expect(proxy.answered.filter(uploads).map(({ status }) => status)).toEqual([412, 200]);
});

it('says which bytes it publishes', async () => {
  await using stage = await startStage();
  await using proxy = await startProxy(stage.aws.url);
  await using open = openStore(proxy.url);
  const change = await open.plan('hello');
  await open.prepare(change);
  const publications = proxy.seen.filter(({ path }) => path.endsWith('/versions'));
  expect(publications.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
    { CodeSha256: change.artifact?.digest },
  ]);
});

it('gives up on a function that somebody keeps changing', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  let memorySize = 500;
  await using proxy = await startProxy(stage.aws.url, async ({ method, path }) => {
    if (method !== 'PUT' || !path.endsWith('/code')) return;
    const change = { FunctionName: 'hello', MemorySize: (memorySize += 1) };
    await stage.lambda.send(new UpdateFunctionConfigurationCommand(change));
  });
  await using open = openStore(proxy.url);
  await expect(open.deploy('hello', newer)).rejects.toMatchObject({ code: 'REMOTE_MOVED' });
  expect((await liveConfiguration(stage))?.Version).toBe('1');
});
