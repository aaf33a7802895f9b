import model from '../../../models/s3.json' with { type: 'json' };
import type { Constraints } from '../../protocols/constraint.ts';

const published = model.operations;

/**
 * As the model has them, but for what S3 says in words of its own, and what it takes although the
 * model does not: the name `Prefix` of a filter, which it also reads back.
 */
export const s3Constraints: Readonly<Record<string, Constraints>> = {
  ...published,
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html (read November 2026)
  ListBuckets: { MaxBuckets: { min: 1, max: 10_000 } },
  ListObjectsV2: { MaxKeys: { min: 0 } },
  ListObjects: { ...published.ListObjects, EncodingType: {} },
  ListObjectVersions: { ...published.ListObjectVersions, EncodingType: {} },
  ListMultipartUploads: { ...published.ListMultipartUploads, EncodingType: {} },
  CopyObject: { ...published.CopyObject, CopySource: { notNull: true } },
  UploadPartCopy: { ...published.UploadPartCopy, CopySource: { notNull: true } },
  DeleteObjects: { ...published.DeleteObjects, Delete: { notNull: true } },
  PutBucketVersioning: {
    ...published.PutBucketVersioning,
    VersioningConfiguration: { notNull: true },
  },
  PutBucketNotificationConfiguration: { Bucket: { notNull: true } },
};

/** Every event that a notification may be for: S3 has one list for all of them. */
export const s3NotificationEvents: readonly string[] =
  published.PutBucketNotificationConfiguration.NotificationConfiguration.members
    .LambdaFunctionConfigurations.items.members.Events.items.enum;
