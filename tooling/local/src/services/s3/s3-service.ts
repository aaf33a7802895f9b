import type { Service } from '../../service.ts';
import { bucketOperations } from './bucket-operations.ts';
import { getObjectOperations } from './get-object.ts';
import { listObjectsOperations } from './list-objects.ts';
import { putObjectOperations } from './put-object.ts';
import { s3Constraints } from './s3-constraints.ts';
import type { S3Store } from './s3-store.ts';

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
const read = {
  refused: [...customerKeys, 'VersionId', 'PartNumber'],
  ignored: payer,
  lacks:
    'no versions, parts or keys of customers; checksums only of objects that were put with one',
};

/** S3: buckets, and objects that are as large as the disk allows. */
export function createS3Service({ store }: { readonly store: S3Store }): Service {
  return {
    name: 's3',
    protocol: 'restXml',
    loadClient: () => import('@aws-sdk/client-s3'),
    constraints: s3Constraints,
    operations: {
      ...bucketOperations(store),
      ...putObjectOperations(store),
      ...getObjectOperations(store),
      ...listObjectsOperations(store),
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
        'VersionId',
        'BypassGovernanceRetention',
        'IfMatch',
        'IfMatchLastModifiedTime',
        'IfMatchSize',
      ],
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
      ListObjectsV2: payer,
    },
    partly: {
      CreateBucket: 'no access control lists, object lock or tags',
      PutObject:
        'no encryption but the default one, storage classes, tags, locks or parts; of checksums CRC32, SHA1, SHA256 and Content-MD5 are verified, others answer 501, and none is made up where none is sent',
      GetObject: read.lacks,
      HeadObject: read.lacks,
      DeleteObject: 'the bytes stay in the state directory until it is reset; no versions',
    },
  };
}
