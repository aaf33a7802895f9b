import type { DeleteObjectRequest, PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { BodyStream } from '../../protocols/wire.ts';
import type { RequestContext } from '../../service.ts';
import { receiveObject } from './receive-object.ts';
import { noKey, preconditionFailed } from './s3-errors.ts';
import { objectKey, requireBucket, type ObjectDocument, type S3Store } from './s3-store.ts';

/** A request whose body comes piece by piece. */
type PutObjectInput = Omit<PutObjectRequest, 'Body'> & { readonly Body?: BodyStream | undefined };

export const putObjectOperations = (store: S3Store) => ({
  async PutObject(input: PutObjectInput, context: RequestContext): Promise<PutObjectOutput> {
    requireBucket(store, input, context);
    refuseOthers(input);
    const { Bucket: bucket = '', Key: key = '', Body, ...sent } = input;
    if (Buffer.byteLength(key) > maxKeyBytes) throw keyTooLong(key);
    checkConditions(store, input);
    const { sha256Hex, md5Hex, sizeBytes, checksums } = await receiveObject(store, Body, {
      ...sent,
    });
    // Others may have written meanwhile.
    requireBucket(store, input, context);
    checkConditions(store, input);
    const object: ObjectDocument = {
      bucket,
      key,
      sha256Hex,
      sizeBytes,
      etag: `"${md5Hex}"`,
      modifiedAtMs: Math.floor(context.now().getTime() / 1000) * 1000,
      checksums,
      headers: {
        CacheControl: input.CacheControl,
        ContentDisposition: input.ContentDisposition,
        ContentEncoding: withoutChunked(input.ContentEncoding),
        ContentLanguage: input.ContentLanguage,
        ContentType: input.ContentType ?? 'binary/octet-stream',
        ExpiresMs: input.Expires?.getTime(),
      },
      metadata: input.Metadata ?? {},
    };
    await store.objects.put(objectKey(bucket, key), object);
    return {
      ETag: object.etag,
      ServerSideEncryption: 'AES256',
      ...checksums,
      ...(Object.keys(checksums).length > 0 && { ChecksumType: 'FULL_OBJECT' }),
    };
  },

  /** Deleting what is not there is no error. */
  async DeleteObject(input: DeleteObjectRequest, context: RequestContext): Promise<object> {
    requireBucket(store, input, context);
    await store.objects.delete(objectKey(input.Bucket ?? '', input.Key ?? ''));
    return {};
  },
});

const maxKeyBytes = 1024;

function keyTooLong(key: string): AwsError {
  return new AwsError(400, 'KeyTooLongError', 'Your key is too long', {
    Size: String(Buffer.byteLength(key)),
    MaxSizeAllowed: String(maxKeyBytes),
  });
}

/** What says no more than what is the case anyway is taken. */
function refuseOthers(input: PutObjectInput): void {
  const only: Readonly<Record<string, string>> = {
    ACL: 'private',
    ServerSideEncryption: 'AES256',
    StorageClass: 'STANDARD',
  };
  for (const [member, value] of Object.entries(only)) {
    const asked = (
      input as Readonly<Record<string, unknown>> as Readonly<Record<string, string | undefined>>
    )[member];
    if (asked === undefined || asked === value) continue;
    throw notImplemented(`The local AWS does not implement ${member} ${asked} of s3:PutObject`);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function checkConditions(store: S3Store, input: PutObjectInput): void {
  const { Bucket = '', Key = '', IfMatch, IfNoneMatch } = input;
  const before = store.objects.get(objectKey(Bucket, Key));
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') {
      throw new AwsError(
        501,
        'NotImplemented',
        'A header you provided implies functionality that is not implemented',
        { Header: 'If-None-Match' },
      );
    }
    if (before !== undefined) throw preconditionFailed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (before === undefined) throw noKey(Key);
  if (unquoted(before.etag) !== unquoted(IfMatch)) throw preconditionFailed('If-Match');
}

export function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
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
