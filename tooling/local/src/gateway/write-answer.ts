import type { ServerResponse } from 'node:http';
import type { WireResponse } from '../protocols/wire.ts';

/** Sends an answer, or as much of it as it shall break off with. */
export function writeAnswer(response: ServerResponse, answer: WireResponse): void {
  const { status, headers, body, cut } = answer;
  if (response.headersSent) return;
  const length = Buffer.byteLength(body);
  // Of an answer without a body there is no half.
  if (cut === 'unanswered' || (cut === 'half-answered' && length === 0)) {
    response.destroy();
    return;
  }
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, { ...headers, ...(hasBody ? { 'content-length': length } : {}) });
  if (cut === undefined) response.end(hasBody ? body : undefined);
  else
    response.write(Buffer.from(body).subarray(0, Math.floor(length / 2)), () => response.destroy());
}
