import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { UserError } from '@tooling/core';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { endpointOfHost, type WebEndpoints } from '../web/web-endpoint.ts';
import { describeInternalFailure } from './answer-error.ts';
import { answerLocal, type LocalEndpoints } from './answer-local.ts';
import { answerPages, type LocalPages } from './answer-pages.ts';
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
  /** What answers at `/_console/`. */
  readonly pages?: LocalPages | undefined;
  /** Aborted when the local AWS closes: what streams ends then. */
  readonly closing?: AbortSignal | undefined;
}

export type Gateway = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * One front door for all services: finds the service of each request and answers it.
 *
 * It never rejects: what goes wrong is an answer, and reported when it is a bug.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { local, web = {}, pages, requestLog } = options;
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
      } else {
        const open = () => ({
          readText: () => readText(message),
          signal: signalOf(response, options.closing),
        });
        const page = pages && (await answerPages(head, pages, open));
        if (page !== undefined) await send(page);
        else if (head.path.startsWith('/_local/'))
          await send(await answerLocal(head, local, open()));
        else {
          const exchange = { ...options, services: lazyServices, requestId };
          const answer = await answerService(message, head, exchange);
          await send(isSigned(head) ? answer : withoutPowers(answer));
        }
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

/** Aborted when nobody reads the answer any more. */
function signalOf(response: ServerResponse, closing: AbortSignal | undefined): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (closing?.aborted) abort();
  closing?.addEventListener('abort', abort, { once: true });
  response.once('close', () => {
    closing?.removeEventListener('abort', abort);
    abort();
  });
  return controller.signal;
}

/** A browser that follows a link signs nothing by headers. */
const isSigned = ({ headers }: WireRequest): boolean => headers.authorization !== undefined;

/**
 * An object that a presigned URL shows may be a page. Of the same origin as the console it could do what
 * the console can: so it is one of its own.
 */
function withoutPowers(answer: WireResponse): WireResponse {
  const type = answer.headers['content-type'] ?? '';
  const headers: Record<string, string> = {
    ...answer.headers,
    'x-content-type-options': 'nosniff',
  };
  if (/html|xml/i.test(type)) headers['content-security-policy'] = 'sandbox';
  return { ...answer, headers };
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
