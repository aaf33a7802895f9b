import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Calls a function over plain HTTP on one connection: no client's own time is in the figure. */
export interface HttpCaller {
  call(): Promise<unknown>;
  close(): void;
}

// The local AWS checks the form of a signature and not the signature.
const headers = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

export function createHttpCaller(url: string, functionName: string): HttpCaller {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const target = `${url}/2015-03-31/functions/${functionName}/invocations?Qualifier=live`;
  return {
    async call() {
      const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
      request(target, { method: 'POST', agent, headers }, (response) => {
        resolve(buffer(response));
      })
        .once('error', reject)
        .end('{}');
      return promise;
    },
    close: () => {
      agent.destroy();
    },
  };
}
