import type { LocalClock } from '../../clock/local-clock.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Service } from '../../service.ts';
import { bucketOperations } from './bucket-operations.ts';
import { copyObjectOperations } from './copy-object.ts';
import { deleteObjectOperations } from './delete-object.ts';
import { getObjectOperations } from './get-object.ts';
import { listObjectsOperations } from './list-objects.ts';
import { listVersionsOperations } from './list-versions.ts';
import { completeUploadOperations } from './multipart/complete-upload.ts';
import { listUploadsOperations } from './multipart/list-uploads.ts';
import { partOperations } from './multipart/part-operations.ts';
import { uploadOperations } from './multipart/upload-operations.ts';
import { createNotifier } from './notifications/create-notifier.ts';
import { notificationOperations } from './notifications/notification-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { putObjectOperations } from './put-object.ts';
import { s3Constraints } from './s3-constraints.ts';
import type { S3Store } from './s3-store.ts';
import type { S3World } from './s3-world.ts';
import { versioningOperations } from './versioning-operations.ts';

const grants = ['GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWriteACP'];
const encryption = ['SSEKMSKeyId', 'SSEKMSEncryptionContext', 'BucketKeyEnabled'];
const locks = [
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ObjectLockLegalHoldStatus',
  'ObjectLockEventHold',
  'ObjectLockEventHoldDurationDays',
  'ObjectLockEventHoldDurationYears',
];
const copyKeys = [
  'CopySourceSSECustomerAlgorithm',
  'CopySourceSSECustomerKey',
  'CopySourceSSECustomerKeyMD5',
];
const customerKeys = ['SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5'];
/** Nothing here computes them; as trailers they are refused, too. */
const otherChecksums = [
  'CRC32C',
  'CRC64NVME',
  'SHA512',
  'MD5',
  'XXHASH64',
  'XXHASH3',
  'XXHASH128',
].map((algorithm) => `Checksum${algorithm}`);
const payer = { RequestPayer: 'nobody pays' };
/** Of what is small the bytes are not compared: TCP does that. */
const unchecked = {
  ContentMD5: 'it is not compared',
  ChecksumAlgorithm: 'the checksum is not compared',
};
const read = {
  refused: [...customerKeys, 'PartNumber'],
  ignored: payer,
  lacks: 'no parts or keys of customers; checksums only of objects that were put with one',
};

export interface S3ServiceOptions {
  readonly store: S3Store;
  /** To where notifications go. */
  readonly delivery: Delivery;
  readonly clock: LocalClock;
  readonly report: (error: unknown) => void;
}

/** S3: buckets, and objects that are as large as the disk allows. */
export function createS3Service({ store, delivery, clock, report }: S3ServiceOptions): Service {
  const notify = createNotifier({ delivery, clock, report });
  const world: S3World = { store, delivery, notify };
  return {
    name: 's3',
    protocol: 'restXml',
    loadClient: () => import('@aws-sdk/client-s3'),
    constraints: s3Constraints,
    operations: {
      ...bucketOperations(store),
      ...putObjectOperations(world),
      ...deleteObjectOperations(world),
      ...getObjectOperations(store),
      ...listObjectsOperations(store),
      ...listVersionsOperations(store),
      ...copyObjectOperations(world),
      ...uploadOperations(world),
      ...partOperations(world),
      ...completeUploadOperations(world),
      ...listUploadsOperations(world),
      ...versioningOperations(store),
      ...policyOperations(store),
      ...notificationOperations(world),
    },
    refused: {
      CreateBucket: [
        ...grants,
        'GrantWrite',
        'ACL',
        'ObjectLockEnabledForBucket',
        'ObjectOwnership',
        'BucketNamespace',
      ],
      PutObject: [
        ...grants,
        ...customerKeys,
        ...otherChecksums,
        'WriteOffsetBytes',
        'WebsiteRedirectLocation',
        ...encryption,
        ...locks,
        'Tagging',
      ],
      GetObject: read.refused,
      HeadObject: read.refused,
      DeleteObject: [
        'MFA',
        'BypassGovernanceRetention',
        'IfMatch',
        'IfMatchLastModifiedTime',
        'IfMatchSize',
      ],
      CopyObject: [
        ...grants,
        ...copyKeys,
        ...customerKeys,
        ...encryption,
        ...locks,
        'ChecksumAlgorithm',
        'AnnotationDirective',
        'Tagging',
        'WebsiteRedirectLocation',
      ],
      CreateMultipartUpload: [
        ...grants,
        ...customerKeys,
        ...encryption,
        ...locks,
        'Tagging',
        'WebsiteRedirectLocation',
      ],
      UploadPart: [...customerKeys, ...otherChecksums],
      UploadPartCopy: [...copyKeys, ...customerKeys],
      CompleteMultipartUpload: [...customerKeys, ...otherChecksums],
      AbortMultipartUpload: ['IfMatchInitiatedTime'],
      ListParts: customerKeys,
      ListObjects: ['OptionalObjectAttributes'],
      ListObjectVersions: ['OptionalObjectAttributes'],
      PutBucketVersioning: ['MFA'],
      DeleteObjects: ['MFA', 'BypassGovernanceRetention'],
      ListObjectsV2: ['OptionalObjectAttributes'],
    },
    ignored: {
      PutObject: {
        ...payer,
        ContentLength: 'the body is read to its end',
        ChecksumAlgorithm: 'the checksum itself says which one it is',
      },
      GetObject: read.ignored,
      HeadObject: read.ignored,
      GetObjectTagging: payer,
      DeleteObject: payer,
      DeleteObjects: { ...payer, ...unchecked },
      CopyObject: {
        ...payer,
        TaggingDirective: 'there are no tags',
      },
      CreateMultipartUpload: payer,
      UploadPart: {
        ...payer,
        ContentLength: 'the body is read to its end',
        ChecksumAlgorithm: 'the checksum itself says which one it is',
      },
      UploadPartCopy: payer,
      CompleteMultipartUpload: {
        ...payer,
        ChecksumType: 'it is the one that the upload was created with',
      },
      AbortMultipartUpload: payer,
      ListParts: payer,
      ListMultipartUploads: payer,
      ListObjects: payer,
      ListObjectVersions: payer,
      PutBucketVersioning: unchecked,
      PutBucketPolicy: {
        ...unchecked,
        ConfirmRemoveSelfBucketAccess: 'a policy takes nobody any access',
      },
      ListObjectsV2: payer,
    },
    partly: {
      CreateBucket: 'no access control lists, object lock or tags',
      PutObject:
        'no encryption but the default one, storage classes, tags, locks or parts; of checksums CRC32, SHA1, SHA256 and Content-MD5 are verified, others answer 501, and none is made up where none is sent',
      GetObject: read.lacks,
      HeadObject: read.lacks,
      GetObjectTagging: 'none: objects are given no tags',
      CopyObject: 'no tags, encryption but the default one, storage classes or locks',
      CreateMultipartUpload:
        'no tags, encryption but the default one, storage classes or locks; of checksums CRC32, SHA1 and SHA256; uploads stay until they are completed or aborted',
      CompleteMultipartUpload:
        'a second time it answers NoSuchUpload; no checksum where the upload was created without one',
      PutBucketVersioning: 'no MFADelete',
      PutBucketPolicy: 'it is kept and read back, and refuses nobody',
      DeleteObject: 'the bytes stay in the state directory until it is reset',
      DeleteObjects: 'the bytes stay in the state directory until it is reset; no conditions',
      PutBucketNotificationConfiguration:
        'objects that are put, copied, completed from parts or deleted are told of; other events are taken, and never come; what does not arrive is tried again three times within six minutes, and forgotten when the local AWS ends',
    },
  };
}
