import type {
  BucketVersioningStatus,
  ChecksumAlgorithm,
  ChecksumType,
  NotificationConfiguration,
} from '@aws-sdk/client-s3';
import type { BlobStore, Collection, State } from '../../state/state.ts';
import type { RequestContext } from '../../service.ts';
import { noBucket } from './s3-errors.ts';

export interface BucketDocument {
  readonly name: string;
  readonly createdAtMs: number;
  /** Absent: there never was any. */
  readonly versioning?: BucketVersioningStatus | undefined;
  /** Whom to tell of changes, with all Ids. */
  readonly notifications?: NotificationConfiguration | undefined;
  /** As it was put. */
  readonly policy?: string | undefined;
}

/** An object, or a version of it, without its bytes. */
export interface ObjectDocument {
  readonly bucket: string;
  readonly key: string;
  /** Absent: the version `null`, which is all that a bucket without versioning has. */
  readonly versionId?: string | undefined;
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

/** A version that says that there is no object any more. */
export interface DeleteMarker {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly modifiedAtMs: number;
  readonly isDeleteMarker: true;
}

export type VersionDocument = ObjectDocument | DeleteMarker;

/** All versions of a key in one document, so that they change together: the newest with those before it. */
export type KeyDocument = VersionDocument & {
  /** The newest first. */
  readonly older?: readonly VersionDocument[] | undefined;
};

/** What is given back with an object as it was given. */
export interface ObjectHeaders {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType: string;
  readonly ExpiresMs?: number | undefined;
}

/** A multipart upload that is neither completed nor aborted. */
export interface UploadDocument {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiatedAtMs: number;
  readonly headers: ObjectHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  /** Of the checksums of its parts, where one was asked for. */
  readonly checksumAlgorithm?: ChecksumAlgorithm | undefined;
  readonly checksumType?: ChecksumType | undefined;
}

export interface PartDocument {
  readonly uploadId: string;
  readonly partNumber: number;
  readonly sha256Hex: string;
  readonly md5Hex: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly checksums: Readonly<Record<string, string>>;
}

export interface S3Store {
  readonly buckets: Collection<BucketDocument>;
  readonly objects: Collection<KeyDocument>;
  /** Multipart uploads that are under way, by their ids. */
  readonly uploads: Collection<UploadDocument>;
  /** Their parts: `uploadId/number`. */
  readonly parts: Collection<PartDocument>;
  readonly blobs: BlobStore;
}

export async function openS3Store(state: State): Promise<S3Store> {
  return {
    buckets: await state.collection('s3/buckets'),
    objects: await state.collection('s3/objects'),
    uploads: await state.collection('s3/uploads'),
    parts: await state.collection('s3/parts'),
    blobs: state.blobs,
  };
}

/** No bucket's name has a slash. */
export function objectKey(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

/** Those that are not deleted, in the order of S3: that of their UTF-8. */
export function objectsOf(store: S3Store, bucket: string): readonly ObjectDocument[] {
  return keysOf(store, bucket).filter((newest) => isObject(newest));
}

/** The newest version of each key, delete markers included. */
export function keysOf({ objects }: S3Store, bucket: string): readonly KeyDocument[] {
  return objects
    .list()
    .map(([, newest]) => newest)
    .filter((newest) => newest.bucket === bucket)
    .sort((a, b) => compareKeys(a.key, b.key));
}

/** The object as it is without asking for a version; undefined when it is deleted. */
export function currentObject(
  { objects }: S3Store,
  bucket: string,
  key: string,
): ObjectDocument | undefined {
  const newest = objects.get(objectKey(bucket, key));
  return newest !== undefined && isObject(newest) ? newest : undefined;
}

export function isObject<Document extends VersionDocument>(
  version: Document,
): version is Document & ObjectDocument {
  return !('isDeleteMarker' in version);
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
