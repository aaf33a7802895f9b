import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** What the JSON protocols name the operation by: `Logs_20140328.TagResource`. */
  readonly target?: string | undefined;
}

/** A request, and the status that it was answered with; 0 where the answer was dropped. */
export interface AnsweredRequest extends SeenRequest {
  readonly status: number;
}

/** An answer in the place of the local AWS's, which never sees the request. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The request is passed on and carried out; this is done, and then the connection is cut. */
export interface AfterIt {
  readonly afterwards: () => void;
}

/**
 * `drop-request`: the connection is cut, and nothing is carried out. `drop-answer`: the request is passed
 * on and carried out, the connection is cut before its answer.
 */
export type Intervention = 'drop-request' | 'drop-answer' | AfterIt | OwnAnswer;

/** Stands between the command line and the local AWS: sees every request, may act before one. */
export interface Proxy {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  readonly answered: readonly AnsweredRequest[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** Requests that change something in Lambda; reads of other services are POSTs too. */
export const writesOf = <One extends SeenRequest>(seen: readonly One[]): readonly One[] =>
  seen.filter(({ method, path }) => method !== 'GET' && /^\/20\d\d-/.test(path));

/** The id of all refused requests. */
export const refusedRequestId = '6c0b1f9e-refused';

/** A refusal as Lambda words it. */
export function refusal(status: number, name: string, message: string): OwnAnswer {
  const headers = {
    'content-type': 'application/json',
    'x-amzn-errortype': name,
    'x-amzn-requestid': refusedRequestId,
  };
  return { status, headers, body: JSON.stringify({ Type: 'User', message }) };
}

/** A refusal as IAM words it. */
export function iamRefusal(status: number, name: string, message: string): OwnAnswer {
  const error = `<Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error>`;
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': refusedRequestId },
    body: `<ErrorResponse>${error}<RequestId>${refusedRequestId}</RequestId></ErrorResponse>`,
  };
}

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

/**
 * @param before - awaited before a request is passed on; may return what to do instead
 * @param after - told of every request that was carried out, before its answer is passed back
 */
export async function startProxy(
  target: string,
  before: (seen: SeenRequest) => Promise<void> | Promise<Intervention | undefined> = () =>
    Promise.resolve(),
  after: (answered: AnsweredRequest) => void = () => undefined,
): Promise<Proxy> {
  const seen: SeenRequest[] = [];
  const answered: AnsweredRequest[] = [];
  const note = (request: AnsweredRequest) => {
    answered.push(request);
    after(request);
  };
  const pass = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(incoming);
    const { method = '', url: path = '' } = incoming;
    const named = incoming.headers['x-amz-target']?.toString();
    const one = { method, path, body: body.toString('utf8'), target: named };
    seen.push(one);
    const intervention = await before(one);
    if (typeof intervention === 'object' && 'status' in intervention) {
      answered.push({ ...one, status: intervention.status });
      response.writeHead(intervention.status, intervention.headers).end(intervention.body);
      return;
    }
    if (intervention === 'drop-request') {
      response.destroy();
      return;
    }
    const answer = await forward(target, incoming, body);
    if (intervention !== undefined) {
      await buffer(answer);
      note({ ...one, status: 0 });
      if (typeof intervention === 'object') intervention.afterwards();
      response.destroy();
      return;
    }
    note({ ...one, status: answer.statusCode ?? 500 });
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  };
  const passing = new Set<Promise<unknown>>();
  // Its answers promise what the server behind it keeps open: it closes nothing before that.
  const server = createServer({ keepAliveTimeout: 0 }, (incoming, response) => {
    const passed = pass(incoming, response)
      .catch(() => response.destroy())
      .finally(() => passing.delete(passed));
    passing.add(passed);
  });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.listen(0, '127.0.0.1', () => {
    resolve(undefined);
  });
  await promise;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answered,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      // What somebody asked who was killed is carried out all the same: nobody who comes next meets it.
      await Promise.all(passing);
      await closed;
    },
  };
}
