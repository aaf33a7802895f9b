import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAwsClients, invokeFunction } from '@tooling/aws';
import { startLocalAws } from '@tooling/local';
import { summarize, type Figure } from './measure.ts';

const functionName = 'example-lambda';
const coldCalls = 10;
const warmCalls = 500;

export interface InvocationFigures {
  /** The first call after a deploy: a new execution environment. */
  readonly cold: Figure;
  readonly warm: Figure;
}

/**
 * Times calls over HTTP through `live`, as any caller would make them.
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
  });
  const call = async () => {
    const started = performance.now();
    await invokeFunction(clients, functionName, { payload: '{}', tail: false });
    return performance.now() - started;
  };
  try {
    const cold: number[] = [];
    const warm: number[] = [];
    await call();
    for (let index = 0; index < coldCalls; index += 1) {
      await redeploy();
      cold.push(await call());
    }
    for (let index = 0; index < warmCalls; index += 1) warm.push(await call());
    return { cold: summarize(cold), warm: summarize(warm) };
  } finally {
    clients.destroy();
    await local.close();
  }
}
