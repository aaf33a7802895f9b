import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export function signedFor(service: string, region = 'us-east-1'): Record<string, string> {
  return {
    'x-amz-date': '20261120T120000Z',
    authorization:
      `AWS4-HMAC-SHA256 Credential=test/20261120/${region}/${service}/aws4_request, ` +
      'SignedHeaders=host;x-amz-date, Signature=0123456789abcdef',
  };
}

/** What comes back for bytes that no HTTP client would send. */
export async function exchange(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  socket.end();
  return text(socket);
}

/** Of Lambda. */
export const functions = '/2015-03-31/functions';
