import { randomBytes } from 'node:crypto';
import { headerOf, type WebRequest } from './web-request.ts';

/** What belongs to the connection between the client and the endpoint. */
const ofTheConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** Headers as functions see them: each once, and those that a proxy adds. */
export function eventHeaders(request: WebRequest, nowMs: number): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headers)) {
    if (name !== 'cookie' && !ofTheConnection.has(name)) headers[name] = values.join(',');
  }
  const forwardedFor = headerOf(request, 'x-forwarded-for');
  const sourceIp = request.sourceIp;
  return {
    ...headers,
    'x-amzn-trace-id': headers['x-amzn-trace-id'] ?? newTraceId(nowMs),
    'x-forwarded-for': forwardedFor === undefined ? sourceIp : `${forwardedFor}, ${sourceIp}`,
    'x-forwarded-port': request.host.split(':')[1] ?? '80',
    // The truth: applications make addresses of it.
    'x-forwarded-proto': 'http',
  };
}

function newTraceId(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}

/** Each cookie by itself. */
export function cookiesOf({ headers }: WebRequest): string[] {
  return (headers.cookie ?? []).flatMap((line) => line.split(/;\s*/)).filter(Boolean);
}
