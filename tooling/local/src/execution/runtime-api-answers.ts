import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReplySink } from './executor.ts';
import { maxResponseBytes } from './invocation-failure.ts';
import type { Delivery } from './runtime-api.ts';

/** AWS's names, which its error messages show. */
export type RuntimeState =
  'Started' | 'InitError' | 'Ready' | 'Running' | 'RuntimeResponseSentState';

export type Refusal = readonly [status: number, errorType: string, errorMessage: string];

export const tooLarge: Refusal = [
  413,
  'RequestEntityTooLarge',
  `Exceeded maximum allowed payload size (${String(maxResponseBytes)} bytes).`,
];

/** Why a reply to an invocation is not taken. */
export function refusalOf(
  request: IncomingMessage,
  state: RuntimeState,
  current: Delivery | undefined,
  kind: string,
): Refusal | undefined {
  if (state !== 'Running') {
    return transitionRefusal(
      state,
      kind === 'response' ? 'InvocationResponse' : 'InvocationErrorResponse',
    );
  }
  if (request.url?.split('/')[4] !== current?.requestId) {
    return [400, 'InvalidRequestID', 'Invalid request ID'];
  }
  const mode = request.headers['lambda-runtime-function-response-mode'];
  return mode === undefined || mode === 'streaming'
    ? undefined
    : [400, 'InvalidFunctionResponseMode', 'Invalid function response mode'];
}

export function writeDelivery(response: ServerResponse, delivery: Delivery): void {
  response.writeHead(200, {
    ...delivery.headers,
    'Content-Type': 'application/json',
    'Content-Length': delivery.payload.byteLength,
  });
  response.end(delivery.payload);
}

/** Reads a body to its end; undefined when it was larger than a response may be. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= maxResponseBytes) chunks.push(chunk);
  }
  return sizeBytes <= maxResponseBytes ? Buffer.concat(chunks) : undefined;
}

/** Whether the function writes this reply bit by bit. */
export function isStreamed({ headers }: IncomingMessage, kind: string): boolean {
  return kind === 'response' && headers['lambda-runtime-function-response-mode'] === 'streaming';
}

/** Hands a body on as it comes, as fast as it is taken; undefined when it was too large. */
export async function passOn(
  request: IncomingMessage,
  sink: ReplySink,
): Promise<Buffer | undefined> {
  sink.start(request.headers['content-type']);
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= maxStreamedBytes) await sink.write(chunk);
  }
  return sizeBytes <= maxStreamedBytes ? Buffer.alloc(0) : undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (read November 2026) */
const maxStreamedBytes = 200 * 1024 * 1024;

export function accept(response: ServerResponse): void {
  answer(response, 202, { status: 'OK' });
}

export function refuseTransition(response: ServerResponse, from: string, to: string): void {
  refuse(response, transitionRefusal(from, to));
}

export function refuse(response: ServerResponse, [status, errorType, message]: Refusal): void {
  answer(response, status, { errorMessage: message, errorType });
}

function transitionRefusal(from: string, to: string): Refusal {
  const reason = 'State transition is not allowed';
  return [
    403,
    'InvalidStateTransition',
    `State transition from ${from} to ${to} failed for runtime. Error: ${reason}`,
  ];
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
