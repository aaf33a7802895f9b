import { AwsError } from '../aws-error.ts';
import type { WireRequest } from '../protocols/wire.ts';

/** For whom a request was signed. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name of a service. */
  readonly service: string;
}

/**
 * Reads the credential scope of a Signature Version 4, from the header or, when the URL was
 * presigned, from the query. The signature itself is not checked: there are no secret keys here.
 *
 * @returns undefined when the request is not signed.
 * @throws AwsError when it is signed in another way or not completely.
 */
export function readCredentialScope(request: WireRequest): CredentialScope | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const credential = request.query.get('X-Amz-Credential');
    return credential === null ? undefined : parseCredential(credential);
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter(
    (name) => !new RegExp(`\\b${name}=[^,\\s]`).test(authorization),
  );
  const problems = missing.map((name) => `Authorization header requires '${name}' parameter.`);
  if (request.headers['x-amz-date'] === undefined && request.headers.date === undefined) {
    problems.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  if (problems.length > 0) throw incomplete(`${problems.join(' ')} Authorization=${authorization}`);
  return parseCredential(/\bCredential=([^,\s]+)/.exec(authorization)?.[1] ?? '');
}

/** `AKIA…/20261123/us-east-1/lambda/aws4_request` */
function parseCredential(credential: string): CredentialScope {
  const [terminator, service, region, date, ...accessKey] = credential.split('/').reverse();
  if (
    terminator !== 'aws4_request' ||
    !service ||
    !region ||
    !/^\d{8}$/.test(date ?? '') ||
    accessKey.length === 0
  ) {
    throw incomplete(
      'Credential must have exactly 5 slash-delimited elements, e.g. ' +
        `keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return { accessKeyId: accessKey.reverse().join('/'), region, service };
}

/** The names without protocol: https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
function incomplete(message: string): AwsError {
  return new AwsError(403, 'IncompleteSignature', message);
}
