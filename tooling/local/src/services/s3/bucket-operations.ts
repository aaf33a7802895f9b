import { createHash } from 'node:crypto';
import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { RequestContext } from '../../service.ts';
import { pageOf } from '../page.ts';
import { dropUpload } from './multipart/uploads.ts';
import { bucketNotEmpty, invalidToken } from './s3-errors.ts';
import { requireBucket, type S3Store } from './s3-store.ts';

export const bucketOperations = (store: S3Store) => ({
  async CreateBucket(
    input: CreateBucketRequest,
    { region, now }: RequestContext,
  ): Promise<CreateBucketOutput> {
    const { Bucket = '', CreateBucketConfiguration = {} } = input;
    const { LocationConstraint, ...others } = CreateBucketConfiguration;
    const [other] = Object.keys(others);
    if (other !== undefined) {
      throw notImplemented(`The local AWS does not implement ${other} of s3:CreateBucket`);
    }
    checkName(Bucket);
    checkLocation(LocationConstraint, region);
    if (store.buckets.get(Bucket) === undefined) {
      await store.buckets.put(Bucket, { name: Bucket, createdAtMs: now().getTime() });
    } else if (region !== firstRegion) {
      throw new AwsError(
        409,
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        { BucketName: Bucket },
      );
    }
    return {
      BucketArn: arnOf(Bucket),
      Location: region === firstRegion ? `/${Bucket}` : `http://${Bucket}.s3.amazonaws.com/`,
    };
  },

  HeadBucket(input: HeadBucketRequest, context: RequestContext): Promise<HeadBucketOutput> {
    const { name } = requireBucket(store, input, context);
    return Promise.resolve({
      BucketArn: arnOf(name),
      BucketRegion: context.region,
      AccessPointAlias: false,
    });
  },

  ListBuckets(
    input: ListBucketsRequest,
    { region, accountId }: RequestContext,
  ): Promise<ListBucketsOutput> {
    const { Prefix, MaxBuckets, ContinuationToken, BucketRegion = region } = input;
    const wanted = store.buckets
      .list()
      .map(([, bucket]) => bucket)
      .filter(({ name }) => BucketRegion === region && name.startsWith(Prefix ?? ''));
    const { items, nextToken } = pageOf(wanted, {
      keyOf: ({ name }) => name,
      token: ContinuationToken,
      limit: MaxBuckets ?? 10_000,
      wrongToken: invalidToken,
    });
    return Promise.resolve({
      Buckets: items.map(({ name, createdAtMs }) => ({
        Name: name,
        CreationDate: new Date(createdAtMs),
        ...(MaxBuckets !== undefined && { BucketRegion: region }),
      })),
      Owner: { ID: ownerId(accountId) },
      ContinuationToken: nextToken,
      Prefix,
    });
  },

  async DeleteBucket(input: DeleteBucketRequest, context: RequestContext): Promise<object> {
    const { name, versioning } = requireBucket(store, input, context);
    if (store.objects.list().some(([, { bucket }]) => bucket === name)) {
      throw bucketNotEmpty(name, versioning !== undefined);
    }
    // What was never completed does not keep it.
    for (const [uploadId, { bucket }] of store.uploads.list()) {
      if (bucket === name) await dropUpload(store, uploadId);
    }
    await store.buckets.delete(name);
    return {};
  },
});

/** The one whose endpoint is older than regions, and behaves so. */
const firstRegion = 'us-east-1';

const arnOf = (bucket: string) => `arn:aws:s3:::${bucket}`;

/** An account's canonical id is such a hash. */
export function ownerId(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkName(name: string): void {
  const isName = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/.test(name);
  if (isName) return;
  throw new AwsError(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
    BucketName: name,
  });
}

function checkLocation(constraint: string | undefined, region: string): void {
  if (region === firstRegion) {
    if (constraint === undefined) return;
    if (constraint === firstRegion) {
      throw new AwsError(
        400,
        'InvalidLocationConstraint',
        'The specified location-constraint is not valid',
        { LocationConstraint: constraint },
      );
    }
  } else if (constraint === region) {
    return;
  }
  throw new AwsError(
    400,
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}
