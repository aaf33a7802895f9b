import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { BodyStream } from '../../protocols/wire.ts';
import type { RequestContext } from '../../service.ts';
import { checkKey } from './check-key.ts';
import { objectHeaders } from './object-headers.ts';
import { receiveObject } from './receive-object.ts';
import { refuseOtherValues } from './refuse-other-values.ts';
import { requireBucket } from './s3-store.ts';
import type { S3World } from './s3-world.ts';
import { addVersion } from './versions.ts';
import { wholeSeconds } from './whole-seconds.ts';
import { checkWriteConditions } from './write-conditions.ts';

/** A request whose body comes piece by piece. */
type PutObjectInput = Omit<PutObjectRequest, 'Body'> & { readonly Body?: BodyStream | undefined };

export const putObjectOperations = ({ store, notify }: S3World) => ({
  async PutObject(input: PutObjectInput, context: RequestContext): Promise<PutObjectOutput> {
    requireBucket(store, input, context);
    refuseOtherValues('PutObject', input);
    const { Bucket = '', Key = '', Body, ...sent } = input;
    checkKey(Key);
    checkWriteConditions(store, input);
    const { sha256Hex, md5Hex, sizeBytes, checksums } = await receiveObject(store, Body, {
      ...sent,
    });
    // Others may have written meanwhile.
    const bucket = requireBucket(store, input, context);
    checkWriteConditions(store, input);
    const object = await addVersion(store, bucket, {
      bucket: Bucket,
      key: Key,
      sha256Hex,
      sizeBytes,
      etag: `"${md5Hex}"`,
      modifiedAtMs: wholeSeconds(context.now()),
      checksums,
      headers: objectHeaders(input),
      metadata: input.Metadata ?? {},
    });
    notify({ event: 'ObjectCreated:Put', bucket, version: object, context });
    return {
      ETag: object.etag,
      ServerSideEncryption: 'AES256',
      VersionId: object.versionId,
      ...checksums,
      ...(Object.keys(checksums).length > 0 && { ChecksumType: 'FULL_OBJECT' }),
    };
  },
});
