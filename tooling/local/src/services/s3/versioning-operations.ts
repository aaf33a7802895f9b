import type {
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  PutBucketVersioningRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { RequestContext } from '../../service.ts';
import { malformedXml } from './s3-errors.ts';
import { requireBucket, type S3Store } from './s3-store.ts';

export const versioningOperations = (store: S3Store) => ({
  GetBucketVersioning(
    input: GetBucketVersioningRequest,
    context: RequestContext,
  ): Promise<GetBucketVersioningOutput> {
    const { versioning } = requireBucket(store, input, context);
    return Promise.resolve({ Status: versioning });
  },

  async PutBucketVersioning(
    input: PutBucketVersioningRequest,
    context: RequestContext,
  ): Promise<object> {
    const bucket = requireBucket(store, input, context);
    const { Status, MFADelete } = input.VersioningConfiguration ?? {};
    if (Status === undefined) {
      throw new AwsError(
        400,
        'IllegalVersioningConfigurationException',
        'The Versioning element must be specified',
      );
    }
    // Any text may have been sent.
    if (!['Enabled', 'Suspended'].includes(Status)) throw malformedXml();
    if (MFADelete === 'Enabled') {
      throw notImplemented('The local AWS does not implement MFADelete of s3:PutBucketVersioning');
    }
    await store.buckets.put(bucket.name, { ...bucket, versioning: Status });
    return {};
  },
});
