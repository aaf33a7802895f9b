import { createHash } from 'node:crypto';
import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../service.ts';
import { checkKey } from './check-key.ts';
import { checksumTypeOf } from './checksum-type.ts';
import { requireCopySource } from './copy-source.ts';
import { objectHeaders } from './object-headers.ts';
import { refuseOtherValues } from './refuse-other-values.ts';
import { requireBucket, type ObjectDocument, type S3Store } from './s3-store.ts';
import type { S3World } from './s3-world.ts';
import { addVersion, versionIdOf } from './versions.ts';
import { wholeSeconds } from './whole-seconds.ts';
import { checkWriteConditions } from './write-conditions.ts';

export const copyObjectOperations = ({ store, notify }: S3World) => ({
  async CopyObject(input: CopyObjectRequest, context: RequestContext): Promise<CopyObjectOutput> {
    requireBucket(store, input, context);
    refuseOtherValues('CopyObject', input);
    const { Bucket = '', Key = '', MetadataDirective = 'COPY' } = input;
    checkKey(Key);
    const source = requireCopySource(store, input, context);
    checkWriteConditions(store, input);
    if (isSame(source.object, input) && MetadataDirective === 'COPY') throw copyOfItself();
    const etag = await etagOf(store, source.object);
    const bucket = requireBucket(store, input, context);
    checkWriteConditions(store, input);
    const { sha256Hex, sizeBytes, checksums } = source.object;
    const said =
      MetadataDirective === 'COPY'
        ? { headers: source.object.headers, metadata: source.object.metadata }
        : { headers: objectHeaders(input), metadata: input.Metadata ?? {} };
    const object = await addVersion(store, bucket, {
      bucket: Bucket,
      key: Key,
      sha256Hex,
      sizeBytes,
      etag,
      modifiedAtMs: wholeSeconds(context.now()),
      // One of parts is of parts: the copy has none.
      checksums: checksumTypeOf(source.object) === 'COMPOSITE' ? {} : checksums,
      ...said,
    });
    notify({ event: 'ObjectCreated:Copy', bucket, version: object, context });
    return {
      CopyObjectResult: {
        ETag: object.etag,
        LastModified: new Date(object.modifiedAtMs),
        ...object.checksums,
        ...(Object.keys(object.checksums).length > 0 && { ChecksumType: 'FULL_OBJECT' }),
      },
      ...(source.bucket.versioning !== undefined && {
        CopySourceVersionId: versionIdOf(source.object),
      }),
      VersionId: object.versionId,
      ServerSideEncryption: 'AES256',
    };
  },
});

function isSame(
  { bucket, key }: ObjectDocument,
  { Bucket, Key, CopySource = '' }: CopyObjectRequest,
): boolean {
  return bucket === Bucket && key === Key && !CopySource.includes('?versionId=');
}

function copyOfItself(): AwsError {
  return new AwsError(
    400,
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

/** A copy is made in one piece, also of what came in parts. */
async function etagOf({ blobs }: S3Store, object: ObjectDocument): Promise<string> {
  const { etag, sha256Hex, sizeBytes } = object;
  if (!etag.includes('-')) return etag;
  const md5 = createHash('md5');
  if (sizeBytes > 0) {
    const pieces = await blobs.stream(sha256Hex, { start: 0, end: sizeBytes - 1 });
    for await (const piece of pieces) md5.update(piece);
  }
  return `"${md5.digest('hex')}"`;
}
