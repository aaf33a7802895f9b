import { AwsError } from '../aws-error.ts';
import type { WireRequest } from '../protocols/wire.ts';

/**
 * A request whose signature is in its URL, as the operation reads it: headers that were signed into
 * the query are headers again. Others stay as they are.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 *
 * @param realNow - The machine's time: whoever signed had no other clock.
 * @throws AwsError when the URL has expired, or its signature is not complete.
 */
export function openPresigned(request: WireRequest, realNow: Date): WireRequest {
  const { headers, query } = request;
  if (headers.authorization !== undefined || !isPresigned(query)) return request;
  if (parameters.some((name) => !query.get(name))) {
    throw wrongParameters(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  checkExpiry(query, realNow);
  const signed = [...query].flatMap(([name, value]) =>
    name.startsWith('x-amz-') ? [[name, value] as const] : [],
  );
  return { ...request, headers: { ...Object.fromEntries(signed), ...headers } };
}

const parameters = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
];

function isPresigned(query: URLSearchParams): boolean {
  return parameters.some((name) => query.has(name));
}

function checkExpiry(query: URLSearchParams, realNow: Date): void {
  const seconds = query.get('X-Amz-Expires') ?? '';
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  if (year === undefined) {
    throw wrongParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  if (!/^\d+$/.test(seconds)) throw wrongParameters('X-Amz-Expires should be a number');
  if (Number(seconds) > maxSeconds) {
    throw wrongParameters(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${maxSeconds} seconds`,
    );
  }
  const signedAt = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const expires = new Date(Date.parse(signedAt) + Number(seconds) * 1000);
  if (realNow.getTime() <= expires.getTime()) return;
  throw new AwsError(403, 'AccessDenied', 'Request has expired', {
    'X-Amz-Expires': seconds,
    Expires: withoutMilliseconds(expires),
    ServerTime: withoutMilliseconds(realNow),
  });
}

/** A week. */
const maxSeconds = 604_800;

function withoutMilliseconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d+/, '');
}

function wrongParameters(message: string): AwsError {
  return new AwsError(400, 'AuthorizationQueryParametersError', message);
}
