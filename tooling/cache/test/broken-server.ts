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

/** An address where nobody listens any more. */
export async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
