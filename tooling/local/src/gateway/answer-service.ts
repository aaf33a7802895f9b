import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { AwsError } from '../aws-error.ts';
import type { Gatekeeper } from '../authorization/gatekeeper.ts';
import type { Injector } from '../faults/injector.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { answerError } from './answer-error.ts';
import {
  callOperation,
  notImplemented,
  operationNameOf,
  takesStream,
  type Limiter,
  type Trace,
} from './call-operation.ts';
import { readCredentialScope, type CredentialScope } from './credential-scope.ts';
import { findService } from './find-service.ts';
import { openPresigned } from './presigned-url.ts';
import { readBody } from './read-request.ts';
import type { RequestLog } from './request-log.ts';
import { streamBody } from './request-stream.ts';
import type { LazyService } from './service-entry.ts';

/** What answering one request of an AWS service takes. */
export interface ServiceExchange {
  readonly services: readonly LazyService[];
  readonly requestId: string;
  readonly accountId: string;
  readonly region: string;
  readonly now: () => Date;
  /** The machine's time, by which presigned URLs expire. Left out: `now`. */
  readonly realNow?: (() => Date) | undefined;
  readonly limiter: Limiter;
  /** Says what goes wrong on purpose. */
  readonly inject?: Injector | undefined;
  /** Says who calls, and what they may. Left out: everybody is the account's root. */
  readonly gatekeeper?: Gatekeeper | undefined;
  readonly requestLog?: RequestLog | undefined;
  /** Fails when nothing can be answered any more. */
  readonly check?: (() => void) | undefined;
  /** Told of every failure that is not an answer of AWS. */
  readonly report: (error: unknown) => void;
}

/** Answers a request to one of AWS's services; fails only when its body cannot be read. */
export async function answerService(
  message: IncomingMessage,
  head: WireRequest,
  exchange: ServiceExchange,
): Promise<WireResponse> {
  const { services, requestLog } = exchange;
  const signed = findService(services, head);
  const placed = signed?.entry.hostLabel ? withHostLabel(head) : head;
  const { request, tooLarge } = await receive(message, placed, signed);
  const lazy = signed ?? findService(services, withForm(request));
  const trace: Trace = {};
  const received = { message, request, tooLarge, lazy, trace };
  const answer = await answerRequest(received, exchange);
  const operation = `${lazy?.entry.name ?? 'unknown'}:${trace.operation ?? 'unknown'}`;
  requestLog?.count(operation, trace.cut === undefined ? String(answer.status) : 'cut');
  return { ...answer, cut: trace.cut };
}

/** The body, whole or as a stream, as the operation that is asked for takes it. */
async function receive(
  message: IncomingMessage,
  head: WireRequest,
  lazy: LazyService | undefined,
): Promise<{ readonly request: WireRequest; readonly tooLarge: boolean }> {
  // What cannot be loaded says so where it is needed.
  if (lazy?.entry.streams && (await takesStream(lazy, head).catch(() => false))) {
    return { request: { ...head, stream: streamBody(message, head) }, tooLarge: false };
  }
  const maxBytes = lazy?.entry.maxBodyBytes ?? maxUnknownBodyBytes;
  const sent = await readBody(message, maxBytes);
  const body = lazy?.entry.inflates ? inflate(sent, head, maxBytes) : sent;
  return { request: { ...head, body: body ?? new Uint8Array() }, tooLarge: body === undefined };
}

/** `Host: bucket.localhost:4566` and `/key` mean `/bucket/key`. */
function withHostLabel(head: WireRequest): WireRequest {
  const [, label] = /^(.+)\.localhost(:\d+)?$/i.exec(head.headers.host ?? '') ?? [];
  // The AWS CLI calls S3 itself by such a name.
  const bucket = label?.replace(/(^|\.)s3$/, '');
  return bucket ? { ...head, path: `/${bucket}${head.path}` } : head;
}

/** undefined when it is too large, or not what it says. */
function inflate(
  body: Uint8Array | undefined,
  { headers }: WireRequest,
  maxOutputLength: number,
): Uint8Array | undefined {
  if (body === undefined || headers['content-encoding'] !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength });
  } catch {
    return undefined;
  }
}

interface Received {
  readonly message: IncomingMessage;
  readonly request: WireRequest;
  readonly tooLarge: boolean;
  readonly lazy: LazyService | undefined;
  readonly trace: Trace;
}

async function answerRequest(
  { message, request, tooLarge, lazy, trace }: Received,
  exchange: ServiceExchange,
): Promise<WireResponse> {
  const { requestId, accountId, region, now, limiter, inject, gatekeeper } = exchange;
  try {
    exchange.check?.();
    const scope = readCredentialScope(request) ?? (await unsignedScope(lazy, request, region));
    if (scope === undefined) {
      throw new AwsError(403, 'MissingAuthenticationToken', 'Missing Authentication Token');
    }
    checkScope(scope, lazy, region);
    if (tooLarge) throw await bodyTooLarge(lazy, request);
    const endpoint = `http://${request.headers.host ?? ''}`;
    const caller = await gatekeeper?.identify(scope.accessKeyId, request, lazy.entry);
    const context = { requestId, accountId, region, endpoint, now, caller };
    const opened = lazy.entry.presigned
      ? openPresigned(request, (exchange.realNow ?? now)())
      : request;
    const { authorize } = gatekeeper ?? {};
    return await callOperation({
      lazy,
      request: opened,
      context,
      limiter,
      inject,
      authorize,
      trace,
    });
  } catch (error) {
    // A client that is still writing does not read the answer.
    if (request.stream !== undefined) await drain(message);
    return await answerError(error, lazy, exchange);
  }
}

/** Fails when the client left. */
async function drain(message: IncomingMessage): Promise<void> {
  message.resume();
  if (!message.complete) await finished(message, { writable: false });
}

/** Of a request that no service claims: enough to read which one a form names. */
const maxUnknownBodyBytes = 1024 * 1024;

/** Of a request that needs no signature: that of nobody in particular. */
async function unsignedScope(
  lazy: LazyService | undefined,
  request: WireRequest,
  region: string,
): Promise<CredentialScope | undefined> {
  const { name, unsigned = [] } = lazy?.entry ?? { name: '' };
  if (lazy === undefined || unsigned.length === 0) return undefined;
  const operation = await operationNameOf(lazy, request);
  if (operation === undefined || !unsigned.includes(operation)) return undefined;
  return { accessKeyId: '', region, service: name };
}

function checkScope(
  scope: CredentialScope,
  lazy: LazyService | undefined,
  region: string,
): asserts lazy {
  if (lazy === undefined) {
    throw notImplemented(`The local AWS has no service "${scope.service}"`);
  }
  // Everything here is in one region. AWS's endpoints refuse other regions in the same words.
  if (!lazy.entry.global && scope.region !== region) {
    throw new AwsError(
      403,
      'InvalidSignature',
      `Credential should be scoped to a valid region: this is ${region}, not ${scope.region}.`,
    );
  }
}

async function bodyTooLarge(lazy: LazyService, head: WireRequest): Promise<AwsError> {
  const operation = (await operationNameOf(lazy, head)) ?? lazy.entry.name;
  return new AwsError(
    413,
    'RequestEntityTooLargeException',
    `Request must be smaller than ${lazy.entry.maxBodyBytes} bytes for the ${operation} operation`,
  );
}

/** The parameters of a form count as those of the query where a service is looked for. */
function withForm(request: WireRequest): WireRequest {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  if (!isForm) return request;
  return { ...request, query: new URLSearchParams(new TextDecoder().decode(request.body)) };
}
