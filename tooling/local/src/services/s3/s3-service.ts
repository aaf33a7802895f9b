import type { LocalClock } from '../../clock/local-clock.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Service } from '../../service.ts';
import { bucketOperations } from './bucket-operations.ts';
import { deleteObjectOperations } from './delete-object.ts';
import { getObjectOperations } from './get-object.ts';
import { listObjectsOperations } from './list-objects.ts';
import { createNotifier } from './notifications/create-notifier.ts';
import { notificationOperations } from './notifications/notification-operations.ts';
import { putObjectOperations } from './put-object.ts';
import { s3Constraints } from './s3-constraints.ts';
import type { S3Store } from './s3-store.ts';
import type { S3World } from './s3-world.ts';

const grants = ['GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWriteACP'];
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
        'SSEKMSKeyId',
        'SSEKMSEncryptionContext',
        'BucketKeyEnabled',
        'Tagging',
        'ObjectLockMode',
        'ObjectLockRetainUntilDate',
        'ObjectLockLegalHoldStatus',
        'ObjectLockEventHold',
        'ObjectLockEventHoldDurationDays',
        'ObjectLockEventHoldDurationYears',
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
      DeleteObject: payer,
      DeleteObjects: { ...payer, ...unchecked },
      ListObjectsV2: payer,
    },
    partly: {
      CreateBucket: 'no access control lists, object lock or tags',
      PutObject:
        'no encryption but the default one, storage classes, tags, locks or parts; of checksums CRC32, SHA1, SHA256 and Content-MD5 are verified, others answer 501, and none is made up where none is sent',
      GetObject: read.lacks,
      HeadObject: read.lacks,
      DeleteObject: 'the bytes stay in the state directory until it is reset',
      DeleteObjects: 'the bytes stay in the state directory until it is reset; no conditions',
      PutBucketNotificationConfiguration:
        'objects that are put, copied, completed from parts or deleted are told of; other events are taken, and never come; what does not arrive is tried again three times within six minutes, and forgotten when the local AWS ends',
    },
  };
}
