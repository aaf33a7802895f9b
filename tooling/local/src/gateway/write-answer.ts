import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WireResponse } from '../protocols/wire.ts';

/**
 * Sends an answer, or as much of it as it shall break off with. It never fails: what cannot be read
 * any more, or has nobody left to read it, breaks off.
 */
export async function writeAnswer(response: ServerResponse, answer: WireResponse): Promise<void> {
  const { status, headers, body, stream, cut, cookies = [] } = answer;
  if (response.headersSent) return;
  const length = Buffer.byteLength(body);
  // Of an answer without a body there is no half.
  if (cut === 'unanswered' || (cut === 'half-answered' && length === 0 && stream === undefined)) {
    response.destroy();
    return;
  }
  const hasBody = status !== 204 && status !== 304;
  // Of a stream, and of what HEAD leaves out, the length is in the headers.
  const lengthHeader = hasBody && stream === undefined ? { 'content-length': length } : {};
  const cookieHeader = cookies.length > 0 ? { 'set-cookie': [...cookies] } : {};
  response.writeHead(status, { ...lengthHeader, ...headers, ...cookieHeader });
  if (cut === 'half-answered') {
    for await (const piece of stream ?? [Buffer.from(body)]) {
      response.write(piece.subarray(0, Math.floor(piece.length / 2)), () => response.destroy());
      return;
    }
  }
  if (stream === undefined) response.end(hasBody ? body : undefined);
  else await pipeline(Readable.from(stream), response).catch(() => response.destroy());
}
