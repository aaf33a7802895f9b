import { parseCopySource } from '../../services/s3/copy-source.ts';
import type { ActionInput, ActionRule, Surroundings } from '../needed-action.ts';
import { all, serviceRules, simple, textOf } from '../service-rules.ts';

const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;
const ofBucket = ({ Bucket }: ActionInput) => bucketArn(textOf(Bucket));
const ofObject = ({ Bucket, Key }: ActionInput) => `${bucketArn(textOf(Bucket))}/${textOf(Key)}`;

/** Whoever may not list a bucket is not told that something is not in it. */
const listIfMissing = ({ Bucket, Key }: ActionInput, at: Surroundings) =>
  at.hasObject(textOf(Bucket), textOf(Key))
    ? []
    : [{ action: 's3:ListBucket', resource: bucketArn(textOf(Bucket)) }];

/** Versions have actions of their own. */
const versioned =
  (action: string): ActionRule =>
  (input, ...rest) =>
    simple(input.VersionId === undefined ? action : `${action}Version`, ofObject)(input, ...rest);

const read = all(versioned('s3:GetObject'), listIfMissing);
const put = simple('s3:PutObject', ofObject);

const readSource: ActionRule = ({ CopySource }, ...rest) =>
  versioned('s3:GetObject')(parseCopySource(textOf(CopySource)), ...rest);

const deleteAll: ActionRule = ({ Bucket, Delete }, ...rest) => {
  const { Objects = [] } = (Delete ?? {}) as { readonly Objects?: readonly ActionInput[] };
  return Objects.flatMap((one) => versioned('s3:DeleteObject')({ Bucket, ...one }, ...rest));
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export const s3Rules = serviceRules(
  's3',
  [
    [
      ofBucket,
      [
        'CreateBucket',
        'DeleteBucket',
        'DeleteBucketPolicy',
        'GetBucketLocation',
        'GetBucketPolicy',
        'GetBucketVersioning',
        'PutBucketPolicy',
        'PutBucketVersioning',
      ],
    ],
    [ofObject, ['AbortMultipartUpload', 'GetObjectTagging', 'PutObject']],
  ],
  {
    GetObject: read,
    HeadObject: read,
    DeleteObject: versioned('s3:DeleteObject'),
    DeleteObjects: deleteAll,
    CopyObject: all(readSource, put),
    CreateMultipartUpload: put,
    UploadPart: put,
    UploadPartCopy: all(readSource, put),
    CompleteMultipartUpload: put,
    ListParts: simple('s3:ListMultipartUploadParts', ofObject),
    ListMultipartUploads: simple('s3:ListBucketMultipartUploads', ofBucket),
    ListBuckets: simple('s3:ListAllMyBuckets', '*'),
    ListObjects: simple('s3:ListBucket', ofBucket),
    ListObjectsV2: simple('s3:ListBucket', ofBucket),
    ListObjectVersions: simple('s3:ListBucketVersions', ofBucket),
    HeadBucket: simple('s3:ListBucket', ofBucket),
    GetBucketNotificationConfiguration: simple('s3:GetBucketNotification', ofBucket),
    PutBucketNotificationConfiguration: simple('s3:PutBucketNotification', ofBucket),
  },
);
