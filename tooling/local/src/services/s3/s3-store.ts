import type { BlobStore, Collection, State } from '../../state/state.ts';
import type { RequestContext } from '../../service.ts';
import { noBucket } from './s3-errors.ts';

export interface BucketDocument {
  readonly name: string;
  readonly createdAtMs: number;
}

/** An object, without its bytes. */
export interface ObjectDocument {
  readonly bucket: string;
  readonly key: string;
  readonly sha256Hex: string;
  readonly sizeBytes: number;
  /** With its quotes. */
  readonly etag: string;
  readonly modifiedAtMs: number;
  /** Checksum members as they were sent, and verified: `ChecksumCRC32` → base64. */
  readonly checksums: Readonly<Record<string, string>>;
  readonly headers: ObjectHeaders;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What is given back with an object as it was given. */
export interface ObjectHeaders {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType: string;
  readonly ExpiresMs?: number | undefined;
}

export interface S3Store {
  readonly buckets: Collection<BucketDocument>;
  readonly objects: Collection<ObjectDocument>;
  readonly blobs: BlobStore;
}

export async function openS3Store(state: State): Promise<S3Store> {
  return {
    buckets: await state.collection('s3/buckets'),
    objects: await state.collection('s3/objects'),
    blobs: state.blobs,
  };
}

/** No bucket's name has a slash. */
export function objectKey(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

/** In the order of S3: that of their UTF-8. */
export function objectsOf({ objects }: S3Store, bucket: string): readonly ObjectDocument[] {
  return objects
    .list()
    .map(([, object]) => object)
    .filter((object) => object.bucket === bucket)
    .sort((a, b) => compareKeys(a.key, b.key));
}

export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** @throws AwsError NoSuchBucket, also where it is not of the account that the caller expects. */
export function requireBucket(
  { buckets }: S3Store,
  input: {
    readonly Bucket?: string | undefined;
    readonly ExpectedBucketOwner?: string | undefined;
  },
  { accountId }: RequestContext,
): BucketDocument {
  const { Bucket = '', ExpectedBucketOwner = accountId } = input;
  const bucket = buckets.get(Bucket);
  if (bucket === undefined || ExpectedBucketOwner !== accountId) throw noBucket(Bucket);
  return bucket;
}
