import type { ObjectHeaders } from './s3-store.ts';

/** What a request says of the object, and gets back with it. */
export interface SentHeaders {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Expires?: Date | undefined;
}

export function objectHeaders(input: SentHeaders): ObjectHeaders {
  return {
    CacheControl: input.CacheControl,
    ContentDisposition: input.ContentDisposition,
    ContentEncoding: withoutChunked(input.ContentEncoding),
    ContentLanguage: input.ContentLanguage,
    ContentType: input.ContentType ?? 'binary/octet-stream',
    ExpiresMs: input.Expires?.getTime(),
  };
}

/** That encoding is of the request, not of the object. */
function withoutChunked(encoding: string | undefined): string | undefined {
  const rest = encoding
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== 'aws-chunked')
    .join(',');
  return rest === '' ? undefined : rest;
}
