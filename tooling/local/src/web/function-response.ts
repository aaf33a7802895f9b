import type { WireResponse } from '../protocols/wire.ts';

/** An answer of a function, as something that can be sent; undefined when it cannot. */
export function responseOf(payload: Uint8Array): WireResponse | undefined {
  const text = Buffer.from(payload).toString();
  const answer = parse(text);
  if (isStructured(answer)) return structuredResponse(answer);
  // What has no status is the body of an answer that has gone well.
  return ok(typeof answer === 'string' ? answer : text);
}

/** What stands in front of a streamed body. @throws SyntaxError when it is no JSON. */
export function preludeResponse(
  text: string,
): Pick<WireResponse, 'status' | 'headers' | 'cookies'> {
  const { statusCode = 200, headers = {}, cookies = [] } = JSON.parse(text) as Structured;
  return {
    status: statusOf(statusCode) ?? 200,
    headers: { 'content-type': 'application/octet-stream', ...headersOf(headers) },
    cookies: cookies.map(String),
  };
}

interface Structured {
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly unknown[];
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isStructured(answer: unknown): answer is Structured {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'statusCode' in answer &&
    answer.statusCode !== null
  );
}

function ok(body: string): WireResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function structuredResponse(answer: Structured): WireResponse | undefined {
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer;
  const status = statusOf(statusCode);
  const isText = body === undefined || body === null || typeof body === 'string';
  if (status === undefined || !isText) return undefined;
  if (headers && typeof headers !== 'object') return undefined;
  if (cookies && !Array.isArray(cookies)) return undefined;
  const text = body ?? '';
  return {
    status,
    headers: { 'content-type': 'application/json', ...headersOf(headers ?? {}) },
    cookies: (cookies ?? []).map(String),
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}

/** A number, or text that is one. */
function statusOf(given: unknown): number | undefined {
  const status = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  const isStatus = typeof status === 'number' && Number.isInteger(status);
  return isStatus && status >= 200 && status <= 599 ? status : undefined;
}

/** Of the connection, or of a body whose length we know. */
const ours = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);

/** Those that HTTP cannot carry are left out. */
function headersOf(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(given)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name, value]) => {
      return (
        !ours.has(name) && /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && !/[^\t -~\x80-\xff]/.test(value)
      );
    });
  return Object.fromEntries(entries);
}
