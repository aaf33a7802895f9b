import { request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends JSON to an address of the local AWS, whose host name not every machine resolves: what is
 * below `localhost` is asked for on 127.0.0.1, as browsers and curl do by themselves.
 */
export function askLocally(url: string, value: object): Promise<HttpAnswer> {
  const { host, port, pathname } = new URL(url);
  const answered = Promise.withResolvers<HttpAnswer>();
  const asking = request({
    host: '127.0.0.1',
    port,
    path: pathname,
    method: 'POST',
    headers: { host, 'content-type': 'application/json' },
  });
  asking.on('error', answered.reject);
  asking.on('response', (response) => {
    void text(response).then((body) => {
      answered.resolve({ status: response.statusCode ?? 0, body });
    }, answered.reject);
  });
  asking.end(JSON.stringify(value));
  return answered.promise;
}
