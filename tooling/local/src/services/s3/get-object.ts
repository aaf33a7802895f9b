import type {
  GetObjectOutput,
  GetObjectRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  HeadObjectOutput,
  HeadObjectRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../service.ts';
import { checksumTypeOf } from './checksum-type.ts';
import { noKey, notModified, preconditionFailed } from './s3-errors.ts';
import {
  isObject,
  requireBucket,
  type BucketDocument,
  type ObjectDocument,
  type S3Store,
} from './s3-store.ts';
import { checkVersionId, findVersion, noVersion, versionIdOf, versionsOf } from './versions.ts';
import { unquoted } from './write-conditions.ts';

export const getObjectOperations = (store: S3Store) => ({
  async GetObject(
    input: GetObjectRequest,
    context: RequestContext,
  ): Promise<Omit<GetObjectOutput, 'Body'> & { readonly Body: AsyncIterable<Uint8Array> }> {
    const bucket = requireBucket(store, input, context);
    const object = requireObject(store, bucket, input, 'GET');
    checkConditions(object, input);
    const range = rangeOf(input.Range, object.sizeBytes);
    const Body = await readRange(store, object, range);
    return { ...describe(bucket, object, input, range), Body };
  },

  HeadObject(input: HeadObjectRequest, context: RequestContext): Promise<HeadObjectOutput> {
    const bucket = requireBucket(store, input, context);
    const object = requireObject(store, bucket, input, 'HEAD');
    checkConditions(object, input);
    const range = rangeOf(input.Range, object.sizeBytes);
    return Promise.resolve(describe(bucket, object, input, range));
  },

  /** Asked by the AWS CLI before it copies what is large. */
  GetObjectTagging(
    input: GetObjectTaggingRequest,
    context: RequestContext,
  ): Promise<GetObjectTaggingOutput> {
    const bucket = requireBucket(store, input, context);
    const object = requireObject(store, bucket, input, 'GET');
    const VersionId = bucket.versioning === undefined ? undefined : versionIdOf(object);
    return Promise.resolve({ VersionId, TagSet: [] });
  },
});

/** Bytes of an object: from one to another, both included. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
  /** Whether it was asked for. */
  readonly isPart: boolean;
}

/**
 * The version that is asked for, or the newest.
 *
 * @throws AwsError when there is none, also when a delete marker says so.
 */
export function requireObject(
  store: S3Store,
  bucket: BucketDocument,
  {
    Key = '',
    VersionId,
  }: { readonly Key?: string | undefined; readonly VersionId?: string | undefined },
  method: 'GET' | 'HEAD',
): ObjectDocument {
  const place = { bucket: bucket.name, key: Key };
  if (VersionId === undefined) {
    const [newest] = versionsOf(store, place);
    if (newest !== undefined && isObject(newest)) return newest;
    const headers = newest === undefined ? {} : markerHeaders(versionIdOf(newest));
    const { status, code, message, members } = noKey(Key);
    throw new AwsError(status, code, message, members, headers);
  }
  checkVersionId(bucket, VersionId);
  const version = findVersion(store, place, VersionId);
  if (version === undefined) throw noVersion(Key, VersionId);
  if (isObject(version)) return version;
  throw new AwsError(
    405,
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    { Method: method, ResourceType: 'DeleteMarker' },
    { allow: 'DELETE', ...markerHeaders(VersionId) },
  );
}

function markerHeaders(versionId: string): Readonly<Record<string, string>> {
  return { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId };
}

/** https://datatracker.ietf.org/doc/html/rfc9110#section-13.2.2 */
function checkConditions(
  { etag, modifiedAtMs }: ObjectDocument,
  input: GetObjectRequest | HeadObjectRequest,
): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input;
  const names = (tags: string) =>
    tags.split(',').some((tag) => tag.trim() === '*' || unquoted(tag.trim()) === unquoted(etag));
  if (IfMatch !== undefined) {
    if (!names(IfMatch)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && modifiedAtMs > IfUnmodifiedSince.getTime()) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) {
    if (names(IfNoneMatch)) throw notModified(etag);
  } else if (IfModifiedSince !== undefined && modifiedAtMs <= IfModifiedSince.getTime()) {
    throw notModified(etag);
  }
}

/** A range that is none is ignored, as RFC 9110 says; one that is not in the object is refused. */
function rangeOf(asked: string | undefined, sizeBytes: number): ByteRange {
  const whole = { start: 0, end: sizeBytes - 1, isPart: false };
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(asked ?? '') ?? [];
  if (first === '' && last === '') return whole;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (first !== '' && last !== '' && Number(last) < start) return whole;
  if (start < sizeBytes && start <= end) return { start, end, isPart: true };
  throw new AwsError(416, 'InvalidRange', 'The requested range is not satisfiable', {
    ActualObjectSize: String(sizeBytes),
    RangeRequested: asked ?? '',
  });
}

async function readRange(
  { blobs }: S3Store,
  { sha256Hex, sizeBytes }: ObjectDocument,
  { start, end }: ByteRange,
): Promise<AsyncIterable<Uint8Array>> {
  // Of nothing there is no first byte to ask for.
  if (sizeBytes === 0) return nothing();
  return await blobs.stream(sha256Hex, { start, end });
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // No pieces.
}

function describe(
  bucket: BucketDocument,
  object: ObjectDocument,
  input: GetObjectRequest | HeadObjectRequest,
  { start, end, isPart }: ByteRange,
) {
  const { headers, metadata, etag, sizeBytes, modifiedAtMs, checksums } = object;
  const { ExpiresMs, ...others } = headers;
  const Expires =
    input.ResponseExpires ?? (ExpiresMs === undefined ? undefined : new Date(ExpiresMs));
  const hasChecksums = input.ChecksumMode === 'ENABLED' && !isPart;
  return {
    ...others,
    CacheControl: input.ResponseCacheControl ?? headers.CacheControl,
    ContentDisposition: input.ResponseContentDisposition ?? headers.ContentDisposition,
    ContentEncoding: input.ResponseContentEncoding ?? headers.ContentEncoding,
    ContentLanguage: input.ResponseContentLanguage ?? headers.ContentLanguage,
    ContentType: input.ResponseContentType ?? headers.ContentType,
    Expires,
    AcceptRanges: 'bytes',
    ContentLength: end - start + 1,
    ETag: etag,
    ...(bucket.versioning !== undefined && { VersionId: versionIdOf(object) }),
    LastModified: new Date(modifiedAtMs),
    Metadata: { ...metadata },
    ServerSideEncryption: 'AES256' as const,
    ...(hasChecksums && Object.keys(checksums).length > 0
      ? { ...checksums, ChecksumType: checksumTypeOf(object) }
      : {}),
    ...(isPart && { ContentRange: `bytes ${start}-${end}/${sizeBytes}` }),
    $metadata: { httpStatusCode: isPart ? 206 : 200 },
  };
}
