import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { maxResponseBytes, responseTooLarge } from './invocation-failure.ts';

/** One event for the function, as the headers and body of the answer to `next`. */
export interface Delivery {
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
}

/** What the function's code made of an event. */
export interface Reply {
  readonly payload: Uint8Array;
  readonly failed: boolean;
}

export interface RuntimeApiListener {
  /** The runtime asks for its next event: it is initialised, and done with the one before. */
  onNext(residentBytes: number | undefined): void;
  onReply(reply: Reply): void;
  onInitError(payload: Uint8Array): void;
}

export interface RuntimeApi {
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  /** Answers the waiting `next`. */
  deliver(delivery: Delivery): void;
  close(): void;
}

/** AWS's names, which its error messages show. */
type RuntimeState = 'Started' | 'InitError' | 'Ready' | 'Running' | 'RuntimeResponseSentState';

/**
 * Serves the Runtime API of one execution environment, version 2018-06-01, on a port of its own:
 * the runtime client is told a host and a port and nothing else.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function serveRuntimeApi(listener: RuntimeApiListener): Promise<RuntimeApi> {
  let state: RuntimeState = 'Started';
  let waiting: ServerResponse | undefined;
  let current: Delivery | undefined;

  const answerNext = (request: IncomingMessage, response: ServerResponse) => {
    if (state === 'InitError') return refuseTransition(response, state, 'Ready');
    // As on AWS, asking again without having replied gets the same event again.
    if (state === 'Running' && current !== undefined) return writeDelivery(response, current);
    state = 'Ready';
    waiting = response;
    response.once('close', () => {
      if (waiting === response) waiting = undefined;
    });
    const resident = Number(request.headers['local-resident-bytes']);
    listener.onNext(Number.isFinite(resident) ? resident : undefined);
  };

  const takeReply = async (request: IncomingMessage, response: ServerResponse, kind: string) => {
    const target = kind === 'response' ? 'InvocationResponse' : 'InvocationErrorResponse';
    if (state !== 'Running') return refuseTransition(response, state, target);
    if (request.url?.split('/')[4] !== current?.requestId) {
      return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    }
    const mode = request.headers['lambda-runtime-function-response-mode'];
    if (mode !== undefined && mode !== 'streaming') {
      return refuse(response, 400, 'InvalidFunctionResponseMode', 'Invalid function response mode');
    }
    const body = await readBody(request);
    state = 'RuntimeResponseSentState';
    if (body === undefined) {
      listener.onReply({ payload: responseTooLarge(), failed: true });
      const message = `Exceeded maximum allowed payload size (${String(maxResponseBytes)} bytes).`;
      return refuse(response, 413, 'RequestEntityTooLarge', message);
    }
    // A streaming handler that failed half-way says so in trailers, after what it has sent.
    const streamedError = request.trailers['lambda-runtime-function-error-body'];
    listener.onReply({
      payload: streamedError === undefined ? body : Buffer.from(streamedError, 'base64'),
      failed: kind === 'error' || streamedError !== undefined,
    });
    accept(response);
  };

  const takeInitError = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    if (state !== 'Started') return refuseTransition(response, state, 'InitError');
    state = 'InitError';
    listener.onInitError(body ?? responseTooLarge());
    accept(response);
  };

  const server = createServer((request, response) => {
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    const reply = /^POST \/2018-06-01\/runtime\/invocation\/[^/]+\/(response|error)$/.exec(route);
    const handled =
      request.headers.host !== authority || request.headers.origin !== undefined
        ? // A web page in the developer's browser can reach this port, but not without these.
          refuse(response, 403, 'Forbidden', 'Only the runtime may use this port')
        : route === 'GET /2018-06-01/runtime/invocation/next'
          ? answerNext(request, response)
          : reply?.[1] !== undefined
            ? takeReply(request, response, reply[1])
            : route === 'POST /2018-06-01/runtime/init/error'
              ? takeInitError(request, response)
              : refuse(response, 404, 'NotFound', `No such operation: ${route}`);
    // A body that breaks off belongs to a process that has ended, which is seen elsewhere.
    Promise.resolve(handled).catch(() => response.destroy());
  });
  // `next` waits as long as there is nothing to do.
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const authority = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  return {
    authority,
    deliver(delivery) {
      state = 'Running';
      current = delivery;
      if (waiting !== undefined) writeDelivery(waiting, delivery);
      waiting = undefined;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function writeDelivery(response: ServerResponse, delivery: Delivery): void {
  response.writeHead(200, {
    ...delivery.headers,
    'Content-Type': 'application/json',
    'Content-Length': delivery.payload.byteLength,
  });
  response.end(delivery.payload);
}

/** Reads a body to its end; undefined when it was larger than a response may be. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= maxResponseBytes) chunks.push(chunk);
  }
  return sizeBytes <= maxResponseBytes ? Buffer.concat(chunks) : undefined;
}

function accept(response: ServerResponse): void {
  answer(response, 202, { status: 'OK' });
}

function refuseTransition(response: ServerResponse, from: string, to: string): void {
  const reason = 'State transition is not allowed';
  const message = `State transition from ${from} to ${to} failed for runtime. Error: ${reason}`;
  refuse(response, 403, 'InvalidStateTransition', message);
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  answer(response, status, { errorMessage: message, errorType: type });
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
