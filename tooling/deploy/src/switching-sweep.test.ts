import { GetAliasCommand, GetFunctionCommand } from '@aws-sdk/client-lambda';
import { createMonitor } from '@tooling/aws';
import { UserError, type LambdaConfig, type Monitor, type Report } from '@tooling/core';
import { expect, it } from 'vitest';
import { applyPlan } from './apply/apply-plan.ts';
import { startPreparing } from './apply/start-preparing.ts';
import { openStore, planOf, zipSourceOf, type OpenStore, type Source } from '../test/open-store.ts';
import { createTestClock } from '../test/run-lambda.ts';
import { startProxy, type OwnAnswer } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const config: LambdaConfig = {
  switching: { type: 'linear', percent: 50, intervalSeconds: 30 },
};
const one = { text: 'one', config };
const two = { text: 'two', config };

async function deploy(
  open: OpenStore,
  source: Source,
  monitor: Monitor = createMonitor(open.clients),
): Promise<Report> {
  const preparation = {
    store: open.store,
    clock: open.clients.clock,
    smokeTestsOf: () => [],
    zipOf: () => zipSourceOf(source),
    explain: (error: unknown) => error,
    emit: () => undefined,
    signal: new AbortController().signal,
  };
  return applyPlan({
    ...preparation,
    plan: planOf([await open.plan('hello', source)]),
    preparing: startPreparing(preparation),
    monitor,
    independent: false,
  });
}

async function stateOf({ lambda }: TestStage) {
  const { FunctionVersion, RoutingConfig } = await lambda.send(
    new GetAliasCommand({ FunctionName: 'hello', Name: 'live' }),
  );
  const { Tags = {} } = await lambda.send(new GetFunctionCommand({ FunctionName: 'hello' }));
  const weights = RoutingConfig?.AdditionalVersionWeights ?? {};
  return { version: FunctionVersion, weights, note: Tags['lambda-deploy:switching'] };
}

/** What a dead process asks: nothing arrives. Not repeated, unlike a connection that is cut. */
const gone: OwnAnswer = {
  status: 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' },
  body: '{"Message":"the run has ended"}',
};

/** Deploys `two` and lets nothing through after so many requests. @returns whether it came that far */
async function dieAfter(stage: TestStage, requests: number): Promise<boolean> {
  let count = 0;
  await using proxy = await startProxy(stage.aws.url, () =>
    Promise.resolve((count += 1) > requests ? gone : undefined),
  );
  await using open = openStore(proxy.url, { clock: createTestClock() });
  await deploy(open, two).catch(() => undefined);
  return count > requests;
}

/** @returns the exit code; 0 also when there is nothing to do */
async function deployAgain(open: OpenStore, source: Source): Promise<number> {
  const isDone = await open.plan('hello', source).then(
    () => false,
    (error: unknown) => String(error).includes('nothing to do'),
  );
  return isDone ? 0 : (await deploy(open, source)).exitCode;
}

it('a run that ends after any of its requests is finished by the next, which leaves nothing to do', async () => {
  const states = new Set<string>();
  for (let requests = 0; ; requests += 1) {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await deploy(open, one);
    const died = await dieAfter(stage, requests);
    // Also of the run that ended by itself: whether a request follows the last write is its own affair.
    states.add(JSON.stringify(await stateOf(stage)));
    if (!died) break;
    expect(await deployAgain(open, two)).toBe(0);
    expect(await stateOf(stage)).toEqual({ version: '2', weights: {}, note: undefined });
    await expect(open.plan('hello', two)).rejects.toThrow('nothing to do');
  }
  expect([...states].map((state) => JSON.parse(state) as unknown)).toEqual([
    { version: '1', weights: {} },
    { version: '1', weights: {}, note: '2' },
    { version: '1', weights: { 2: 0.5 }, note: '2' },
    { version: '2', weights: {}, note: '2' },
    { version: '2', weights: {} },
  ]);
});

it('a run that ends after any of its requests can also be taken back by the next', async () => {
  for (let requests = 0; ; requests += 1) {
    await using stage = await startStage();
    await using open = openStore(stage.aws.url);
    await deploy(open, one);
    if (!(await dieAfter(stage, requests))) break;
    const { version } = await stateOf(stage);
    expect(await deployAgain(open, one)).toBe(0);
    // Code that was live before the steps began is that very version; else it is published anew.
    const expected = version === '1' ? '1' : '3';
    expect(await stateOf(stage)).toEqual({ version: expected, weights: {}, note: undefined });
    await expect(open.plan('hello', one)).rejects.toThrow('nothing to do');
  }
});

it('a new version goes back when CloudWatch does not say how it fares', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  await deploy(open, one);
  const report = await deploy(open, two, {
    readAlarms: () => Promise.resolve([]),
    countInvocations: () => Promise.reject(new UserError('AWS_REFUSED', 'GetMetricData: denied')),
  });
  expect(report.functions).toMatchObject([
    { outcome: 'put-back', liveVersion: '1', failure: { code: 'AWS_REFUSED' } },
  ]);
  expect(await stateOf(stage)).toEqual({ version: '1', weights: {}, note: undefined });
});
