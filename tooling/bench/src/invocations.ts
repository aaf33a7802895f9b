import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAwsClients, invokeFunction } from '@tooling/aws';
import { startLocalAws } from '@tooling/local';
import { createHttpCaller } from './http-caller.ts';
import { summarize, type Figure } from './measure.ts';

const functionName = 'example-lambda';
const coldCalls = 10;
const warmCalls = 500;

export interface InvocationFigures {
  /** The first call after a deploy: a new execution environment. */
  readonly cold: Figure;
  /** Over plain HTTP. */
  readonly warm: Figure;
  /** The same through the AWS SDK, whose own time is as long as the call. */
  readonly warmSdk: Figure;
}

/**
 * Times calls through `live`, over HTTP as any caller makes them.
 *
 * @param stateDirectory - of the workspace's local stage
 * @param redeploy - deploys a changed function to the server that runs meanwhile
 */
export async function measureInvocations(
  stateDirectory: string,
  redeploy: () => Promise<unknown>,
): Promise<InvocationFigures> {
  const local = await startLocalAws({ stateDirectory, kind: 'server' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const target = { region: local.region, endpoint: local.url, credentials, limited: false };
  const clients = createAwsClients(target, {
    now: () => performance.now(),
    sleep: (milliseconds) => sleep(milliseconds),
    date: () => new Date(performance.timeOrigin + performance.now()),
  });
  const caller = createHttpCaller(local.url, functionName);
  const time = async (call: () => Promise<unknown>) => {
    const started = performance.now();
    await call();
    return performance.now() - started;
  };
  const callBySdk = () => invokeFunction(clients, functionName, { payload: '{}', tail: false });
  try {
    const cold: number[] = [];
    const warm: number[] = [];
    const warmSdk: number[] = [];
    await caller.call();
    await callBySdk();
    for (let index = 0; index < coldCalls; index += 1) {
      await redeploy();
      cold.push(await time(() => caller.call()));
    }
    for (let index = 0; index < warmCalls; index += 1) warm.push(await time(() => caller.call()));
    for (let index = 0; index < warmCalls; index += 1) warmSdk.push(await time(callBySdk));
    return { cold: summarize(cold), warm: summarize(warm), warmSdk: summarize(warmSdk) };
  } finally {
    clients.destroy();
    caller.close();
    await local.close();
  }
}
