import { promisify } from 'node:util';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { createMonitor } from '@tooling/aws';
import pLimit from 'p-limit';
import { expect, it } from 'vitest';
import { openStore, planOf, zipSourceOf, type OpenStore } from '../test/open-store.ts';
import { createWorkspace, type TestWorkspace } from '../test/create-workspace.ts';
import { startProxy, type Proxy } from '../test/proxy.ts';
import { runLambda } from '../test/run-lambda.ts';
import { startStage, type TestStage } from '../test/stage.ts';
import { applyPlan } from './apply/apply-plan.ts';

const names = ['first', 'second', 'third'];
const manifest = (name: string) =>
  JSON.stringify({ name: `@lambdas/${name}`, scripts: { build: 'lambda build' } });

/** All lambdas, each of which answers this text. */
const lambdasOf = (text: string) =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`lambdas/${name}/index.js`, `exports.handler = async () => '${text}';\n`],
      [`lambdas/${name}/package.json`, manifest(name)],
    ]),
  );

/** Numbers that a seed repeats (a linear congruential generator), from 0 to 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const turn = promisify(setImmediate);

/** Sends everything through a proxy that lets each request wait while so many other things happen. */
const startHoldingProxy = ({ aws }: TestStage, seed: number) => {
  const random = randomOf(seed);
  return startProxy(aws.url, async () => {
    for (let turns = random() * 300; turns > 0; turns -= 1) await turn();
  });
};

/** What each function answers through `live`, and from where that is; it is whole, or this fails. */
async function readLive({ lambda }: TestStage) {
  return Promise.all(
    names.map(async (FunctionName) => {
      const ofLive = { FunctionName, Qualifier: 'live' };
      const { Configuration } = await lambda.send(new GetFunctionCommand(ofLive));
      expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
      const answer = await lambda.send(new InvokeCommand(ofLive));
      expect(answer.FunctionError).toBeUndefined();
      return answer.Payload?.transformToString();
    }),
  );
}

const deployThrough = async (workspace: TestWorkspace, stage: TestStage, seed: number) => {
  await using proxy = await startHoldingProxy(stage, seed);
  return await runLambda(['deploy'], {
    cwd: workspace.root,
    env: { AWS_ENDPOINT_URL: proxy.url },
  });
};

const rounds = 8;

it('lets one of two deploys win that go on at once, whole, and the other says so', async () => {
  await using one = await createWorkspace(lambdasOf('one'));
  await using other = await createWorkspace(lambdasOf('other'));
  // Of one time, so that neither commit is the older one.
  for (const clone of [one, other]) await clone.recommit(new Date('2026-01-01T00:00:00Z'));
  await using stage = await startStage({ settleMs: 20 });
  for (let round = 0; round < rounds; round += 1) {
    const texts = [`one ${round}`, `other ${round}`] as const;
    await one.write(lambdasOf(texts[0]));
    await other.write(lambdasOf(texts[1]));
    const ran = await Promise.all([
      deployThrough(one, stage, 2 * round + 1),
      deployThrough(other, stage, 2 * round + 2),
    ]);

    const about = `round ${round}: ${ran.map(({ exitCode }) => exitCode).join(', ')}; ${ran.map(({ out, err }) => out + err).join('\n')}`;
    expect(
      ran.some(({ exitCode }) => exitCode === 0),
      about,
    ).toBe(true);
    const live = await readLive(stage);
    const results = texts.map((text) => names.map(() => JSON.stringify(text)));
    expect(results, about).toContainEqual(live);
    ran.forEach(({ exitCode, out }, index) => {
      // Done, though perhaps overtaken since; or refused, and told why.
      if (exitCode === 0) return;
      expect(exitCode, about).toBe(3);
      expect(out).toContain('REMOTE_MOVED');
      expect(live).not.toEqual(results[index]);
    });
  }

  // Nothing is lost: whoever comes again has the stage to themselves.
  for (const [workspace, text] of [
    [one, `one ${rounds - 1}`],
    [other, `other ${rounds - 1}`],
  ] as const) {
    const options = { cwd: workspace.root, env: stage.env };
    expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
    expect(await readLive(stage)).toEqual(names.map(() => JSON.stringify(text)));
  }
});

const shared = ['c1', 'c2', 'c3', 'c4'];
/** Twenty functions, of which only the last four are changed by both runs. */
const changedBy = (letter: string) => [
  ...Array.from({ length: 16 }, (_, index) => `${letter}${index + 10}`),
  ...shared,
];

/** A run whose versions are published already: all that it does is to move `live`. */
async function prepareRun(open: OpenStore, letter: string) {
  const source = { text: letter };
  const prepared = await pLimit(8).map(changedBy(letter), async (name) => {
    const change = await open.plan(name, source);
    return [change, await open.prepare(change, source)] as const;
  });
  const preparing = {
    onPlanned: () => undefined,
    begin: () => undefined,
    finish: () => Promise.resolve({ succeeded: new Map(prepared), failures: new Map() }),
  };
  return ({ store, clients }: OpenStore) =>
    applyPlan({
      store,
      clock: clients.clock,
      smokeTestsOf: () => [],
      zipOf: () => zipSourceOf(source),
      explain: (error) => error,
      emit: () => undefined,
      signal: new AbortController().signal,
      plan: planOf(prepared.map(([change]) => change)),
      preparing,
      monitor: createMonitor(clients),
      independent: false,
    });
}

it('lets one of two win also where they have only their last functions in common', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  const all = [...new Set([...changedBy('a'), ...changedBy('b')])];
  await pLimit(8).map(all, (name) => open.deploy(name));
  const runs = [await prepareRun(open, 'a'), await prepareRun(open, 'b')];
  const ended = new Set<string>();
  const isMoved = ({ answered }: Proxy, name: string) =>
    answered.some(({ path }) => path.includes(`/functions/${name}/aliases/`));
  const proxies: Record<string, Proxy> = {};
  // One has the first of what they share before the other asks for it, and the other the last.
  const hold = (name: string, other: string) =>
    startProxy(stage.aws.url, async ({ method, path }) => {
      if (method !== 'PUT' || !path.includes(`/functions/${name}/aliases/`)) return;
      while (!ended.has(other) && !isMoved(proxies[other] as Proxy, name)) await turn();
    });
  await using forA = await hold('c4', 'b');
  await using forB = await hold('c1', 'a');
  Object.assign(proxies, { a: forA, b: forB });
  const reports = await Promise.all(
    ['a', 'b'].map(async (letter, index) => {
      await using held = openStore((proxies[letter] as Proxy).url);
      const report = await runs[index]?.(held);
      ended.add(letter);
      return report;
    }),
  );
  expect(reports.map((report) => report?.exitCode)).toEqual([0, 3]);
  const [won, lost] = reports.map((report) => report?.functions ?? []);
  expect(won?.every(({ outcome }) => outcome === 'deployed')).toBe(true);
  const own = lost?.filter(({ functionName }) => functionName.startsWith('b')) ?? [];
  expect(
    own.every(({ outcome, liveVersion }) => outcome === 'put-back' && liveVersion === '1'),
  ).toBe(true);
});
