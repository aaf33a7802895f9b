import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../service.ts';
import { requireObject } from './get-object.ts';
import { invalidArgument, preconditionFailed } from './s3-errors.ts';
import {
  isObject,
  requireBucket,
  type BucketDocument,
  type ObjectDocument,
  type S3Store,
} from './s3-store.ts';
import { findVersion } from './versions.ts';
import { unquoted } from './write-conditions.ts';

/** What is copied, and on which conditions. */
export interface CopyInput {
  readonly CopySource?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

export interface CopySource {
  readonly bucket: BucketDocument;
  readonly object: ObjectDocument;
}

/** @throws AwsError when there is no such object, or it is not as the request wants it. */
export function requireCopySource(
  store: S3Store,
  input: CopyInput,
  context: RequestContext,
): CopySource {
  const { Bucket, Key, VersionId } = parseCopySource(input.CopySource ?? '');
  const ExpectedBucketOwner = input.ExpectedSourceBucketOwner;
  const bucket = requireBucket(store, { Bucket, ExpectedBucketOwner }, context);
  const place = { bucket: Bucket, key: Key };
  const version = VersionId === undefined ? undefined : findVersion(store, place, VersionId);
  if (version !== undefined && !isObject(version)) {
    throw new AwsError(
      400,
      'InvalidRequest',
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    );
  }
  const object = requireObject(store, bucket, { Key, VersionId }, 'GET');
  checkConditions(object, input);
  return { bucket, object };
}

/** `/bucket/key?versionId=…`, encoded as in a URL. @throws AwsError */
export function parseCopySource(source: string) {
  const [path = '', query = ''] = source.replace(/^\//, '').split('?versionId=');
  const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(decode(path)) ?? [];
  if (bucket === undefined || key === undefined) throw wrongSource();
  return { Bucket: bucket, Key: key, VersionId: query === '' ? undefined : decode(query) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrongSource();
  }
}

function wrongSource(): AwsError {
  const name = 'x-amz-copy-source';
  return invalidArgument('Invalid copy source object key', name, name);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
function checkConditions({ etag, modifiedAtMs }: ObjectDocument, input: CopyInput): void {
  const {
    CopySourceIfMatch: match,
    CopySourceIfNoneMatch: noneMatch,
    CopySourceIfModifiedSince: modifiedSince,
    CopySourceIfUnmodifiedSince: unmodifiedSince,
  } = input;
  const is = (tag: string) => tag === '*' || unquoted(tag) === unquoted(etag);
  if (match !== undefined) {
    if (!is(match)) throw preconditionFailed('x-amz-copy-source-If-Match');
  } else if (unmodifiedSince !== undefined && modifiedAtMs > unmodifiedSince.getTime()) {
    throw preconditionFailed('x-amz-copy-source-If-Unmodified-Since');
  }
  if (noneMatch !== undefined) {
    if (is(noneMatch)) throw preconditionFailed('x-amz-copy-source-If-None-Match');
  } else if (modifiedSince !== undefined && modifiedAtMs <= modifiedSince.getTime()) {
    throw preconditionFailed('x-amz-copy-source-If-Modified-Since');
  }
}
