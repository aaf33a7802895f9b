import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { foreignRequest } from '../gateway/foreign-request.ts';
import type { ReplySink } from './executor.ts';
import { responseTooLarge } from './invocation-failure.ts';
import {
  accept,
  isStreamed,
  passOn,
  readBody,
  refusalOf,
  refuse,
  refuseTransition,
  tooLarge,
  writeDelivery,
  type RuntimeState,
} from './runtime-api-answers.ts';

/** One event for the function, as the headers and body of the answer to `next`. */
export interface Delivery {
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
  /** Where an answer goes that is streamed. */
  readonly reply?: ReplySink | undefined;
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
  /** What every request must carry in the header `Local-Runtime-Token`. */
  readonly token: string;
  /** Answers the waiting `next`. */
  deliver(delivery: Delivery): void;
  /** Reads to its end what a runtime that is gone has sent, and takes no more. */
  close(): Promise<void>;
}

/** How long `close` waits for somebody who does not hang up, and who is not the runtime then. */
const closeGraceMs = 5000;

/**
 * Serves the Runtime API of one execution environment, version 2018-06-01, on a port of its own:
 * the runtime client is told a host and a port and nothing else.
 *
 * Any user of the machine can reach the port, and could take events and answer them. So every
 * request must carry a token, which preload.cjs is given and takes out of the function's sight.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function serveRuntimeApi(listener: RuntimeApiListener): Promise<RuntimeApi> {
  let state: RuntimeState = 'Started';
  let waiting: ServerResponse | undefined;
  let current: Delivery | undefined;
  const token = randomUUID();

  const answerNext = (request: IncomingMessage, response: ServerResponse): void => {
    if (state === 'InitError' || waiting !== undefined) {
      refuseTransition(response, state, 'Ready');
    } else if (state === 'Running' && current !== undefined) {
      // As on AWS, asking again without having replied gets the same event again.
      writeDelivery(response, current);
    } else {
      state = 'Ready';
      waiting = response;
      response.once('close', () => {
        if (waiting === response) waiting = undefined;
      });
      const resident = Number(request.headers['local-resident-bytes']);
      listener.onNext(Number.isFinite(resident) ? resident : undefined);
    }
  };

  const takeReply = async (request: IncomingMessage, response: ServerResponse, kind: string) => {
    const refusal = refusalOf(request, state, current, kind);
    if (refusal !== undefined) {
      refuse(response, refusal);
      return;
    }
    const sink = isStreamed(request, kind) ? current?.reply : undefined;
    const body = sink ? await passOn(request, sink) : await readBody(request);
    state = 'RuntimeResponseSentState';
    if (body === undefined) {
      listener.onReply({ payload: responseTooLarge(), failed: true });
      refuse(response, tooLarge);
      return;
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
    if (state !== 'Started') {
      refuseTransition(response, state, 'InitError');
      return;
    }
    state = 'InitError';
    listener.onInitError(body ?? responseTooLarge());
    accept(response);
  };

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = `${request.method ?? ''} ${request.url ?? ''}`;
    const reply = /^POST \/2018-06-01\/runtime\/invocation\/[^/]+\/(response|error)$/.exec(
      operation,
    );
    if (
      foreignRequest(request.headers) !== undefined ||
      request.headers['local-runtime-token'] !== token
    ) {
      refuse(response, [403, 'Forbidden', 'Only the runtime may use this port']);
    } else if (operation === 'GET /2018-06-01/runtime/invocation/next') {
      answerNext(request, response);
    } else if (reply?.[1] !== undefined) {
      await takeReply(request, response, reply[1]);
    } else if (operation === 'POST /2018-06-01/runtime/init/error') {
      await takeInitError(request, response);
    } else {
      refuse(response, [404, 'NotFound', `No such operation: ${operation}`]);
    }
  };

  const connections = new Set<Socket>();
  const server = createServer((request, response) => {
    // A body that breaks off belongs to a process that has ended, which is seen elsewhere.
    route(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
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

  /** A process that has ended hangs up, behind the last byte that it sent. */
  const hungUp = async () => {
    // Whoever connected before is a connection after one turn of the event loop.
    await setImmediate();
    for (const socket of connections) {
      await new Promise((resolve) => socket.once('close', resolve));
    }
  };

  return {
    authority,
    token,
    deliver(delivery) {
      state = 'Running';
      current = delivery;
      if (waiting !== undefined) writeDelivery(waiting, delivery);
      waiting = undefined;
    },
    async close() {
      const abort = new AbortController();
      const patience = wait(closeGraceMs, undefined, { signal: abort.signal }).catch(() => {});
      await Promise.race([hungUp(), patience]);
      abort.abort();
      server.close();
      server.closeAllConnections();
    },
  };
}
