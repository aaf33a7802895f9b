import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface WebCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  json(): Record<string, unknown>;
}

/**
 * Sends a request to an address whose name Node may not resolve: it goes to 127.0.0.1, with the name
 * as its Host.
 */
export async function callWeb(address: string, call: WebCall = {}): Promise<WebAnswer> {
  const response = await openWeb(address, call);
  const text = (await buffer(response)).toString();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    json: () => JSON.parse(text) as Record<string, unknown>,
  };
}

/** The same, as soon as the answer begins. */
export async function openWeb(address: string, call: WebCall = {}): Promise<IncomingMessage> {
  const { host, port, pathname, search } = new URL(address);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(
    {
      host: '127.0.0.1',
      port,
      path: `${pathname}${search}`,
      method: call.method ?? 'GET',
      headers: { host, ...call.headers } as Record<string, string>,
    },
    resolve,
  );
  sent.on('error', reject);
  sent.end(call.body);
  return promise;
}
