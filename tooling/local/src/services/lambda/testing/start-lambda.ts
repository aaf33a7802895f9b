import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import type { Executor, InvocationRequest, InvocationResult } from '../../../execution/executor.ts';
import { createGateway } from '../../../gateway/create-gateway.ts';
import { openState } from '../../../state/open-state.ts';
import { readCode } from '../code/read-code.ts';
import type { InvocationRecord } from '../invoke/invocation-record.ts';
import { createLambda, type LambdaServiceOptions } from '../lambda-service.ts';

export const accountId = '111111111111';
export const region = 'us-east-1';
export const role = `arn:aws:iam::${accountId}:role/lambda-role`;

/** Lambda alone, behind the real gateway, with a clock and a function runner of the test's. */
export interface StartedLambda {
  readonly client: LambdaClient;
  readonly url: string;
  /** The names of the operations that are there. */
  readonly operations: readonly string[];
  readonly clock: { nowMs: number };
  readonly invoked: readonly InvocationRequest[];
  readonly retired: readonly string[];
  /** What the observer of invocations was told. */
  readonly records: readonly InvocationRecord[];
  readonly failures: readonly unknown[];
  /** Ends it like a kill does, and starts it again on what it left on disk. */
  restart(): Promise<StartedLambda>;
  stop(): Promise<void>;
}

export interface LambdaTestOptions extends Partial<LambdaServiceOptions> {
  readonly run?: (request: InvocationRequest) => Promise<Partial<InvocationResult>>;
  readonly directory?: string;
  readonly clock?: { nowMs: number };
}

export async function startLambda(options: LambdaTestOptions = {}): Promise<StartedLambda> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'local-lambda-')));
  const clock = options.clock ?? { nowMs: Date.parse('2026-03-01T12:00:00Z') };
  const now = () => new Date(clock.nowMs);
  const state = await openState(directory);
  const failures: unknown[] = [];
  const invoked: InvocationRequest[] = [];
  const retired: string[] = [];
  const records: InvocationRecord[] = [];
  const { service } = await createLambda({
    state,
    executor: testExecutor(options.run, invoked, retired),
    roles: {
      canBeAssumedBy: (arn) => Promise.resolve(arn === role),
      allows: () => Promise.resolve(true),
    },
    now,
    home: { accountId, region },
    settleMs: 0,
    onFailure: (error) => failures.push(error),
    onInvocation: (record) => records.push(record),
    ...options,
  });
  const gateway = createGateway({
    services: [
      {
        name: 'lambda',
        protocol: 'restJson1',
        maxBodyBytes: 70_167_211,
        load: () => Promise.resolve(service),
      },
    ],
    local: { 'GET /_local/code/*': (sha256) => readCode(state.blobs, sha256) },
    limiter: () => {},
    accountId,
    region,
    now,
    report: (error) => failures.push(error),
  });
  const server = createServer((message, response) => void gateway(message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new LambdaClient({ endpoint: url, region, credentials, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await state.close();
  };
  return {
    client,
    url,
    operations: Object.keys(service.operations),
    clock,
    invoked,
    retired,
    records,
    failures,
    async restart() {
      await close();
      return await startLambda({ ...options, directory, clock });
    },
    async stop() {
      await close();
      await rm(directory, { recursive: true });
    },
  };
}

function testExecutor(
  run: LambdaTestOptions['run'] = ({ payload }) => Promise.resolve({ payload }),
  invoked: InvocationRequest[],
  retired: string[],
): Executor {
  return {
    async invoke(request) {
      invoked.push(request);
      return { payload: new Uint8Array(), log: '', durationMs: 1, ...(await run(request)) };
    },
    prepare: () => Promise.resolve(),
    retire(functionName, version) {
      retired.push(version === undefined ? functionName : `${functionName}:${version}`);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

/**
 * Seconds that a real function may take which a test expects to succeed: on a machine that stalls, AWS's
 * default of three is over before it began. No more than a queue hides a message from others.
 */
export const patientTimeout = 30;

/** A zip with one handler; another text makes another code. */
export function zipOf(text = 'exports.handler = async (event) => event;'): Uint8Array {
  // One date: the same text is the same zip, also across a tick of the zip format's clock.
  const mtime = new Date('1980-01-01T00:00:00');
  return zipSync({ 'index.js': new TextEncoder().encode(text) }, { mtime });
}
