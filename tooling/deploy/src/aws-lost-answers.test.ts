import {
  GetAliasCommand,
  InvokeCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { invokeFunction } from '@tooling/aws';
import { expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { startProxy, type SeenRequest } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';

type Matches = (seen: SeenRequest) => boolean;

const configures: Matches = ({ method, path }) =>
  method === 'PUT' && path.endsWith('/configuration');
const uploads: Matches = ({ method, path }) => method === 'PUT' && path.endsWith('/code');
const publishes: Matches = ({ method, path }) => method === 'POST' && path.endsWith('/versions');
const creates: Matches = ({ method, path }) => method === 'POST' && path.endsWith('/functions');
const createsAlias: Matches = ({ method, path }) => method === 'POST' && path.endsWith('/aliases');
const movesAlias: Matches = ({ method, path }) => method === 'PUT' && path.includes('/aliases/');
const invokes: Matches = ({ path }) => path.includes('/invocations');

/** Carries out the first request of each kind and cuts the connection before its answer. */
function dropping({ aws }: TestStage, ...kinds: readonly Matches[]) {
  const left = new Set(kinds);
  return startProxy(aws.url, (seen) => {
    const kind = [...left].find((matches) => matches(seen));
    if (kind === undefined) return Promise.resolve(undefined);
    left.delete(kind);
    return Promise.resolve('drop-answer' as const);
  });
}

const versions = async ({ lambda }: TestStage) => {
  const command = new ListVersionsByFunctionCommand({ FunctionName: 'hello' });
  return (await lambda.send(command)).Versions?.map(({ Version }) => Version);
};

const newer = { text: 'two', config: { memorySize: 256 } };

it('creates a function once, publishes it once and makes it live, whatever answers are lost', async () => {
  await using stage = await startStage();
  await using proxy = await dropping(stage, creates, publishes, createsAlias);
  await using open = openStore(proxy.url);
  expect(await open.deploy('hello')).toBe('1');
  expect(await versions(stage)).toEqual(['$LATEST', '1']);
  expect(proxy.answered.filter(({ status }) => status === 0)).toHaveLength(3);
});

it('takes no lost answer, and not all of them, for a change by somebody else', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  await using proxy = await dropping(stage, configures, uploads, publishes, movesAlias);
  await using open = openStore(proxy.url);
  expect(await open.deploy('hello', newer)).toBe('2');
  expect(await versions(stage)).toEqual(['$LATEST', '1', '2']);
  expect(await open.store.readLiveVersion('hello')).toBe('2');
  expect(proxy.answered.filter(({ status }) => status === 0)).toHaveLength(4);
});

it('puts back what it was told nothing of', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  const prepared = await first.prepare(await first.plan('hello', newer), newer);
  const moved = await first.store.moveLive(prepared);
  await using proxy = await dropping(stage, movesAlias);
  await using open = openStore(proxy.url);
  await open.store.putBack(moved);
  expect(proxy.answered.filter(movesAlias).map(({ status }) => status)).toEqual([0, 412]);
  const alias = new GetAliasCommand({ FunctionName: 'hello', Name: 'live' });
  expect((await stage.lambda.send(alias)).FunctionVersion).toBe('1');
});

it('calls a function once for one call, also when the connection is cut', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  await using proxy = await dropping(stage, invokes);
  await using open = openStore(proxy.url);
  await expect(
    invokeFunction(open.clients, 'hello', { payload: '{}', tail: false }),
  ).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  expect(proxy.seen.filter(invokes)).toHaveLength(1);
  const again = await stage.lambda.send(new InvokeCommand({ FunctionName: 'hello' }));
  expect(again.Payload?.transformToString()).toBe('"one"');
});
