import { headerOf, queryOf, type WebRequest } from '../web/web-request.ts';

/** The parts of a signature, wherever in the request they stand. */
export interface Signature {
  readonly accessKeyId: string;
  readonly scope: {
    readonly date: string;
    readonly region: string;
    readonly service: string;
    readonly terminator: string;
  };
  readonly signedHeaders: readonly string[];
  readonly value: string;
  /** `20261129T120000Z` */
  readonly timestamp: string;
  /** Of a presigned address. */
  readonly expiresSeconds?: number | undefined;
}

export function readSignature(request: WebRequest): Signature | 'missing' | 'incomplete' {
  const authorization = headerOf(request, 'authorization');
  if (authorization !== undefined) {
    return signatureOf({
      credential: /\bCredential=([^,\s]+)/.exec(authorization)?.[1],
      headers: /\bSignedHeaders=([^,\s]+)/.exec(authorization)?.[1],
      value: /\bSignature=([^,\s]+)/.exec(authorization)?.[1],
      timestamp: headerOf(request, 'x-amz-date'),
    });
  }
  const query = new Map(queryOf(request));
  if (!query.has('X-Amz-Signature')) return 'missing';
  return signatureOf({
    credential: query.get('X-Amz-Credential'),
    headers: query.get('X-Amz-SignedHeaders'),
    value: query.get('X-Amz-Signature'),
    timestamp: query.get('X-Amz-Date'),
    expires: query.get('X-Amz-Expires'),
  });
}

interface Parts {
  readonly credential: string | undefined;
  readonly headers: string | undefined;
  readonly value: string | undefined;
  readonly timestamp: string | undefined;
  readonly expires?: string | undefined;
}

function signatureOf({ credential, headers, value, timestamp, expires }: Parts) {
  const parts = credential?.split('/') ?? [];
  const [date, region, service, terminator] = parts.slice(-4);
  const signedHeaders = headers?.toLowerCase().split(';') ?? [];
  const isWhole =
    parts.length >= 5 && value !== undefined && timestamp !== undefined && terminator !== undefined;
  // What is not signed could have been sent by somebody else to another address.
  if (!isWhole || !date || !region || !service || !signedHeaders.includes('host')) {
    return 'incomplete';
  }
  return {
    accessKeyId: parts.slice(0, -4).join('/'),
    scope: { date, region, service, terminator },
    signedHeaders,
    value,
    timestamp,
    ...(expires !== undefined && { expiresSeconds: Number(expires) }),
  };
}
