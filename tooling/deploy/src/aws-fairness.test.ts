import { GetAliasCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { openStore } from '../test/open-store.ts';
import { startStage } from '../test/stage.ts';
import { createVirtualClock, type VirtualClock } from '../test/virtual-clock.ts';

const seconds = 90;
const perSecond = 15;

interface Tally {
  answered: number;
  refused: number;
}

/** Counts what AWS says to a client, and stops the time while it is asked. */
function tally(client: LambdaClient, { busy }: VirtualClock): Tally {
  const counts = { answered: 0, refused: 0 };
  client.middlewareStack.add(
    (next) => (args) =>
      busy(async () => {
        const result = await next(args);
        const { statusCode } = result.response as { readonly statusCode: number };
        if (statusCode === 429) counts.refused += 1;
        else counts.answered += 1;
        return result;
      }),
    { step: 'deserialize', priority: 'low', name: 'tally' },
  );
  return counts;
}

const ask = (client: LambdaClient) =>
  client.send(new GetAliasCommand({ FunctionName: 'hello', Name: 'live' }));

/** Asks for as much as it gets, as a deploy of many functions does. */
async function askAll(client: LambdaClient, { clock }: VirtualClock, from = 0): Promise<void> {
  await clock.sleep(from * 1000);
  const worker = async () => {
    while (clock.now() < seconds * 1000) await ask(client);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

/** A stranger's tool, which knows no limiter: so many requests a second. */
async function askSteadily(client: LambdaClient, { clock }: VirtualClock, rate: number) {
  while (clock.now() < seconds * 1000) {
    await Promise.all([clock.sleep(1000 / rate), ask(client).catch(() => undefined)]);
  }
}

async function startShared() {
  const time = createVirtualClock();
  const stage = await startStage({ limits: 'aws', now: time.date });
  const deployer = () => {
    const open = openStore(stage.aws.url, { clock: time.clock, limited: true });
    return { ...open, counts: tally(open.clients.lambda, time) };
  };
  return { time, stage, deployer, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() };
}

const refusedShare = (...tallies: readonly Tally[]) => {
  const sum = (key: keyof Tally) => tallies.reduce((total, one) => total + one[key], 0);
  return sum('refused') / (sum('refused') + sum('answered'));
};

it('shares the quota with another deployer that begins later', async () => {
  await using shared = await startShared();
  const { time, deployer } = shared;
  const first = deployer();
  const second = deployer();
  await first.deploy('hello');
  const alone = 10;
  await Promise.all([
    askAll(first.clients.lambda, time),
    askAll(second.clients.lambda, time, alone),
  ]);
  const inCommon = (seconds - alone) * perSecond;
  expect(first.counts.answered + second.counts.answered).toBeGreaterThan(
    0.95 * seconds * perSecond,
  );
  expect(first.counts.answered - alone * perSecond).toBeGreaterThan(0.35 * inCommon);
  expect(second.counts.answered).toBeGreaterThan(0.35 * inCommon);
  expect(refusedShare(first.counts, second.counts)).toBeLessThan(0.03);
  const [longest] = second.store.waits();
  expect(longest).toMatchObject({ reason: 'throttled', quota: 'Lambda' });
});

it('leaves a stranger what it uses, and takes the rest', async () => {
  await using shared = await startShared();
  const { time, deployer } = shared;
  const ours = deployer();
  await ours.deploy('hello');
  // Repeating takes real time, in which this clock runs on.
  const { region, url: endpoint } = shared.stage.aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const stranger = new LambdaClient({ region, endpoint, credentials, maxAttempts: 1 });
  const strangers = tally(stranger, time);
  const rate = 5;
  await Promise.all([askAll(ours.clients.lambda, time), askSteadily(stranger, time, rate)]);
  stranger.destroy();
  expect(strangers.answered).toBeGreaterThan(0.97 * rate * seconds);
  expect(ours.counts.answered).toBeGreaterThan(0.9 * (perSecond - rate) * seconds);
  expect(refusedShare(ours.counts)).toBeLessThan(0.03);
});
