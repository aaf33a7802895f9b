import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalClock, type LocalClock } from '../clock/local-clock.ts';
import { createDelivery, type Message, type Receiver } from '../delivery/delivery.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import { serviceEntries } from '../service-entries.ts';
import { createEvents } from '../services/events/events-service.ts';
import { createSns } from '../services/sns/sns-service.ts';
import { openState } from '../state/open-state.ts';

/** EventBridge and SNS behind the real gateway, with queues and functions that are the test's. */
export interface StartedSenders {
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  readonly clock: LocalClock;
  /** What the queues got, in that order. */
  readonly queued: readonly Message[];
  readonly failures: readonly unknown[];
  stop(): Promise<void>;
}

export const accountId = '111111111111';
export const region = 'us-east-1';

/** @param receiveInFunction - takes what is sent to a function, or fails */
export async function startSenders(
  receiveInFunction: (message: Message) => Promise<void>,
): Promise<StartedSenders> {
  const directory = await mkdtemp(join(tmpdir(), 'local-senders-'));
  const state = await openState(directory);
  const failures: unknown[] = [];
  const queued: Message[] = [];
  const report = (error: unknown) => failures.push(error);
  const startMs = Date.parse('2026-03-01T12:00:00Z');
  const clock = createLocalClock({ realNow: () => new Date(startMs), report });
  const receiver = (receive: Receiver['receive']) => () =>
    Promise.resolve({ receive, check: () => Promise.resolve() });
  const delivery = createDelivery({
    lambda: receiver(receiveInFunction),
    sqs: receiver((message) => {
      queued.push(message);
      return Promise.resolve();
    }),
    sns: async () => (await sns).receiver,
  });
  const roles = {
    canBeAssumedBy: () => Promise.resolve(false),
    allows: () => Promise.resolve(false),
  };
  const endpoint = () => 'http://127.0.0.1';
  const world = { state, roles, home: { accountId, region }, clock, delivery, report, endpoint };
  const [events, sns] = [createEvents(world), createSns(world)];
  const gateway = createGateway({
    services: serviceEntries({
      events: async () => (await events).service,
      sns: async () => (await sns).service,
    }),
    local: {},
    limiter: () => {},
    accountId,
    region,
    now: () => clock.now(),
    report,
  });
  const server = createServer((message, response) => void gateway(message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    client: { endpoint: url, region, credentials, maxAttempts: 1 },
    clock,
    queued,
    failures,
    async stop() {
      await clock.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await state.close();
      await rm(directory, { recursive: true });
    },
  };
}
