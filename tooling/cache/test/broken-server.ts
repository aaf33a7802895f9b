import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface BrokenServer {
  readonly url: string;
  /** Resolved when it was asked for the first time. */
  readonly asked: Promise<unknown>;
}

/** Something at the address of a cache that is none, for one test. */
export async function startBrokenServer(
  answer: (response: ServerResponse) => void,
): Promise<BrokenServer> {
  const { promise: asked, resolve } = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      resolve(undefined);
      answer(response);
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/**
 * An address where nobody listens. A port that was closed a moment ago may be another test's by now; one as
 * low as this no system gives to whoever asks for any, and none connects from. The first is among those that
 * fetch refuses by itself.
 */
export const closedAddress = 'http://127.0.0.1:2';
