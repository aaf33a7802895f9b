import type { IncomingMessage } from 'node:http';
import type { WireResponse } from '../protocols/wire.ts';
import type { WebEndpoint } from '../web/web-endpoint.ts';
import type { WebRequest } from '../web/web-request.ts';
import { readBody } from './read-request.ts';

/** Hands a request to what is at a user's own address; fails only when its body cannot be read. */
export async function answerWeb(
  message: IncomingMessage,
  endpoint: WebEndpoint,
  known: Pick<WebRequest, 'id' | 'requestId'>,
): Promise<WireResponse> {
  const head = { ...readWebHead(message), ...known };
  const body = await readBody(message, endpoint.maxBodyBytes);
  if (body === undefined) return endpoint.tooLarge({ ...head, body: new Uint8Array() });
  const answer = await endpoint.answer({ ...head, body });
  return message.method === 'HEAD' ? withoutBody(answer) : answer;
}

function readWebHead(message: IncomingMessage): Omit<WebRequest, 'id' | 'requestId' | 'body'> {
  const url = message.url ?? '/';
  const end = url.indexOf('?');
  const headers = Object.entries(message.headersDistinct).map(
    ([name, values]) => [name, values ?? []] as const,
  );
  return {
    host: message.headers.host ?? '',
    method: message.method ?? 'GET',
    rawPath: end < 0 ? url : url.slice(0, end),
    rawQuery: end < 0 ? '' : url.slice(end + 1),
    headers: Object.fromEntries(headers),
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
    protocol: `HTTP/${message.httpVersion}`,
  };
}

/** HEAD is answered with the length of what GET would have got. */
function withoutBody(answer: WireResponse): WireResponse {
  const length = String(Buffer.byteLength(answer.body));
  const headers = answer.stream ? answer.headers : { ...answer.headers, 'content-length': length };
  return { ...answer, headers };
}
