import { queryOf, type WebRequest } from '../web/web-request.ts';
import type { Signature } from './read-signature.ts';

/** The text of a request that is signed. */
export function canonicalRequest(
  request: WebRequest,
  { signedHeaders }: Pick<Signature, 'signedHeaders'>,
  payloadHash: string,
): string {
  const headers = signedHeaders.map((name) => {
    const values = request.headers[name] ?? [];
    return `${name}:${values.map((value) => value.trim().replaceAll(/\s+/g, ' ')).join(',')}\n`;
  });
  return [
    request.method,
    encode(request.rawPath).replaceAll('%2F', '/'),
    canonicalQuery(request),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

function canonicalQuery(request: WebRequest): string {
  // In a query that is signed, a plus is a plus.
  const rawQuery = request.rawQuery.replaceAll('+', '%2B');
  return queryOf({ rawQuery })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map((pair) => pair.join('='))
    .join('&');
}

/** https://www.rfc-editor.org/rfc/rfc3986: everything but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
