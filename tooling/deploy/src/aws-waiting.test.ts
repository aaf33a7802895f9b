import { GetFunctionCommand, type GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { startProxy, type OwnAnswer, type SeenRequest } from '../test/proxy.ts';
import { createTestClock } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const minutes = (count: number) => count * 60_000;

const reads = ({ method, path }: SeenRequest) =>
  method === 'GET' && path.startsWith('/2015-03-31/functions/hello') && !path.includes('live');

/** What GetFunction says, with its configuration in another state. */
async function answerOf(
  { lambda }: TestStage,
  state: Partial<GetFunctionCommandOutput['Configuration']>,
): Promise<OwnAnswer> {
  const { Configuration, Tags } = await lambda.send(
    new GetFunctionCommand({ FunctionName: 'hello' }),
  );
  return {
    status: 200,
    body: JSON.stringify({ Configuration: { ...Configuration, ...state }, Tags }),
  };
}

it('waits for a function that takes four minutes to settle', async () => {
  const clock = createTestClock();
  await using stage = await startStage({ settleMs: minutes(4), now: clock.date });
  await using open = openStore(stage.aws.url, { clock });
  expect(await open.deploy('hello')).toBe('1');
  expect(clock.now()).toBeGreaterThanOrEqual(minutes(4));
});

it('gives up after five minutes, and says what the function is doing', async () => {
  const clock = createTestClock();
  await using stage = await startStage({ settleMs: minutes(10), now: clock.date });
  await using open = openStore(stage.aws.url, { clock });
  await expect(open.deploy('hello')).rejects.toMatchObject({
    code: 'FUNCTION_FAILED',
    message: expect.stringContaining(
      'hello has not settled after 5 minutes: State Pending',
    ) as string,
  });
  expect(clock.now()).toBeLessThan(minutes(6));
});

it('says of a stuck update that it is one', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  const change = await first.plan('hello', { text: 'two' });
  const stuck = await answerOf(stage, { State: 'Active', LastUpdateStatus: 'InProgress' });
  await using proxy = await startProxy(stage.aws.url, (seen) =>
    Promise.resolve(reads(seen) ? stuck : undefined),
  );
  await using open = openStore(proxy.url);
  await expect(open.prepare(change, { text: 'two' })).rejects.toMatchObject({
    message: 'hello has not settled after 5 minutes: State Active, LastUpdateStatus InProgress',
  });
});

it('makes a function again whose creation failed, and knows when it is gone', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.prepare(await first.plan('hello'));
  const failed = await answerOf(stage, { State: 'Failed', StateReasonCode: 'InternalError' });
  const deletions = ({ method }: SeenRequest) => method === 'DELETE';
  let isFailed = true;
  await using proxy = await startProxy(stage.aws.url, (seen) => {
    if (deletions(seen) && isFailed) {
      isFailed = false;
      return Promise.resolve('drop-answer' as const);
    }
    return Promise.resolve(isFailed && reads(seen) ? failed : undefined);
  });
  await using open = openStore(proxy.url);
  const change = await open.plan('hello');
  expect((await open.prepare(change)).version).toBe('2');
  expect(proxy.answered.filter(deletions).map(({ status }) => status)).toEqual([0, 404]);
});

it('deletes no function whose live version serves, however its last update ended', async () => {
  await using stage = await startStage();
  await using first = openStore(stage.aws.url);
  await first.deploy('hello');
  const change = await first.plan('hello', { text: 'two' });
  const failed = await answerOf(stage, { State: 'Failed' });
  let answers = 0;
  await using proxy = await startProxy(stage.aws.url, (seen) => {
    const isFirst = reads(seen) && (answers += 1) === 1;
    return Promise.resolve(isFirst ? failed : undefined);
  });
  await using open = openStore(proxy.url);
  expect((await open.prepare(change, { text: 'two' })).version).toBe('2');
  expect(proxy.seen.filter(({ method }) => method === 'DELETE')).toEqual([]);
});
