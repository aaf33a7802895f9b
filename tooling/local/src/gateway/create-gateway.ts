import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { UserError } from '@tooling/core';
import type { WireResponse } from '../protocols/wire.ts';
import { endpointOfHost, type WebEndpoints } from '../web/web-endpoint.ts';
import { describeInternalFailure } from './answer-error.ts';
import { answerLocal, type LocalEndpoints } from './answer-local.ts';
import { answerService, type ServiceExchange } from './answer-service.ts';
import { answerWeb } from './answer-web.ts';
import { foreignRequest } from './foreign-request.ts';
import { readBody, readHead } from './read-request.ts';
import { lazyService, type ServiceEntry } from './service-entry.ts';
import { writeAnswer } from './write-answer.ts';

export interface GatewayOptions extends Omit<ServiceExchange, 'requestId' | 'services'> {
  readonly services: readonly ServiceEntry[];
  readonly local: LocalEndpoints;
  /** What answers at hosts other than AWS's own: function URLs, HTTP APIs. */
  readonly web?: WebEndpoints | undefined;
}

export type Gateway = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * One front door for all services: finds the service of each request and answers it.
 *
 * It never rejects: what goes wrong is an answer, and reported when it is a bug.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { local, web = {}, requestLog } = options;
  const lazyServices = options.services.map(lazyService);
  return async (message, response) => {
    const send = async (answer: WireResponse) => {
      // What is left of a request that was answered before its end would be read as the next one.
      if (!message.complete) response.shouldKeepAlive = false;
      await writeAnswer(response, answer);
    };
    const requestId = randomUUID();
    try {
      const place = endpointOfHost(message.headers.host);
      const load = place && web[place.kind];
      const foreign = foreignRequest(message.headers, {
        pagesOf: load === undefined ? 'own-origin' : 'this-machine',
      });
      const head = readHead(message);
      if (foreign !== undefined) await send(json(403, { message: foreign }));
      else if (place && load) {
        options.check?.();
        const answer = await answerWeb(message, await load(), { id: place.id, requestId });
        requestLog?.count(`${place.kind}:${message.method ?? ''}`, String(answer.status));
        await send(answer);
      } else if (head.path.startsWith('/_local/')) {
        await send(await answerLocal(head, local, () => readText(message)));
      } else {
        const exchange = { ...options, services: lazyServices, requestId };
        await send(await answerService(message, head, exchange));
      }
    } catch (error) {
      // A client that left in the middle of its request is no failure, and reads no answer.
      if (message.destroyed && !message.complete) return;
      options.report(error);
      const { status, message: text } = describeInternalFailure(error);
      await send(json(status, { message: text }));
    }
  };
}

/** @throws UserError USAGE */
async function readText(message: IncomingMessage): Promise<string> {
  const body = await readBody(message, maxLocalBodyBytes);
  if (body !== undefined) return new TextDecoder().decode(body);
  throw new UserError('USAGE', `the request has more than ${maxLocalBodyBytes} bytes`);
}

const maxLocalBodyBytes = 1024 * 1024;

function json(status: number, body: object): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
