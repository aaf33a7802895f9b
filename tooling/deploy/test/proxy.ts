import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
}

/** Stands between the command line and the local AWS: sees every request, may act before one. */
export interface Proxy {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** Requests that change something in Lambda; reads of other services are POSTs too. */
export const writesOf = (seen: readonly SeenRequest[]): readonly SeenRequest[] =>
  seen.filter(({ method, path }) => method !== 'GET' && /^\/20\d\d-/.test(path));

function forward(
  target: string,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { method, headers } = incoming;
  const outgoing = request(new URL(incoming.url ?? '/', target), {
    method,
    headers: { ...headers, host: new URL(target).host },
  });
  outgoing.once('response', resolve).once('error', reject).end(body);
  return promise;
}

/** @param before - awaited before a request is passed on */
export async function startProxy(
  target: string,
  before: (seen: SeenRequest) => Promise<void> = () => Promise.resolve(),
): Promise<Proxy> {
  const seen: SeenRequest[] = [];
  const pass = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(incoming);
    const one = { method: incoming.method ?? '', path: incoming.url ?? '' };
    seen.push(one);
    await before(one);
    const answer = await forward(target, incoming, body);
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  };
  const server = createServer((incoming, response) => {
    pass(incoming, response).catch(() => response.destroy());
  });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.listen(0, '127.0.0.1', () => {
    resolve(undefined);
  });
  await promise;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
