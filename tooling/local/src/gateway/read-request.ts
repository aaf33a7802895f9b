import type { IncomingMessage } from 'node:http';
import type { WireRequest } from '../protocols/wire.ts';

/** Everything of a request but its body. */
export function readHead(message: IncomingMessage): WireRequest {
  const [path = '/', query = ''] = splitOnce(message.url ?? '/', '?');
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: flatten(message.headers),
    body: new Uint8Array(),
  };
}

/**
 * The body, or undefined when it is longer than the limit. It is read to its end even so, up to
 * four times the limit, because a client that is still writing does not read the answer.
 */
export async function readBody(
  message: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (size > 4 * maxBytes) break;
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks);
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function flatten(headers: IncomingMessage['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
