import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to AWS, before it is carried out. */
export interface AwsRequest {
  readonly method: string;
  readonly path: string;
}

/** What jobs take for AWS: passes everything on, and tells of it before. */
export async function startProxy(
  target: string,
  before: (request: AwsRequest) => Promise<void>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    const { method = 'GET', url: path = '/' } = incoming;
    before({ method, path }).then(
      () => {
        pass(incoming, response, target);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function pass(incoming: IncomingMessage, response: ServerResponse, target: string): void {
  const { method, url: path = '/', headers } = incoming;
  const outgoing = request(
    new URL(path, target),
    // With the host that was signed: the local AWS looks at it.
    { method, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    },
  );
  outgoing.once('error', () => response.destroy());
  incoming.pipe(outgoing);
}
