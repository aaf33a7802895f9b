import { randomBytes } from 'node:crypto';
import type {
  AbortMultipartUploadRequest,
  CreateMultipartUploadOutput,
  CreateMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error.ts';
import { notImplemented } from '../../../gateway/call-operation.ts';
import type { RequestContext } from '../../../service.ts';
import { checkKey } from '../check-key.ts';
import { checksumDigests } from '../checksum-digests.ts';
import { objectHeaders } from '../object-headers.ts';
import { refuseOtherValues } from '../refuse-other-values.ts';
import { requireBucket } from '../s3-store.ts';
import type { S3World } from '../s3-world.ts';
import { dropUpload, requireUpload } from './uploads.ts';

export const uploadOperations = ({ store }: S3World) => ({
  async CreateMultipartUpload(
    input: CreateMultipartUploadRequest,
    context: RequestContext,
  ): Promise<CreateMultipartUploadOutput> {
    const { name: bucket } = requireBucket(store, input, context);
    refuseOtherValues('CreateMultipartUpload', input);
    const { Key = '', ChecksumAlgorithm } = input;
    checkKey(Key);
    const ChecksumType = checksumTypeOf(input);
    const uploadId = randomBytes(48).toString('base64url');
    await store.uploads.put(uploadId, {
      uploadId,
      bucket,
      key: Key,
      initiatedAtMs: context.now().getTime(),
      headers: objectHeaders(input),
      metadata: input.Metadata ?? {},
      checksumAlgorithm: ChecksumAlgorithm,
      checksumType: ChecksumType,
    });
    return {
      Bucket: bucket,
      Key,
      UploadId: uploadId,
      ServerSideEncryption: 'AES256',
      ChecksumAlgorithm,
      ChecksumType,
    };
  },

  async AbortMultipartUpload(
    input: AbortMultipartUploadRequest,
    context: RequestContext,
  ): Promise<object> {
    requireBucket(store, input, context);
    const { uploadId } = requireUpload(store, input);
    await dropUpload(store, uploadId);
    return {};
  },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function checksumTypeOf({
  ChecksumAlgorithm: algorithm,
  ChecksumType: type,
}: CreateMultipartUploadRequest) {
  if (algorithm === undefined) return undefined;
  if (!Object.hasOwn(checksumDigests, `Checksum${algorithm}`)) {
    throw notImplemented(
      `The local AWS does not implement ChecksumAlgorithm ${algorithm} of s3:CreateMultipartUpload`,
    );
  }
  if (type !== 'FULL_OBJECT' || algorithm === 'CRC32') return type ?? 'COMPOSITE';
  throw new AwsError(
    400,
    'InvalidRequest',
    `The FULL_OBJECT checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}
