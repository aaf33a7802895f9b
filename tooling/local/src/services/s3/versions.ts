import { randomBytes } from 'node:crypto';
import { AwsError } from '../../aws-error.ts';
import { invalidArgument } from './s3-errors.ts';
import {
  objectKey,
  type BucketDocument,
  type DeleteMarker,
  type ObjectDocument,
  type S3Store,
  type VersionDocument,
} from './s3-store.ts';

/** Where an object is. */
export interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** What requests and answers call the version of an object that was put without versioning. */
export const nullVersion = 'null';

/** All versions of a key, the newest first. */
export function versionsOf({ objects }: S3Store, { bucket, key }: Place): VersionDocument[] {
  const document = objects.get(objectKey(bucket, key));
  if (document === undefined) return [];
  const { older = [], ...newest } = document;
  return [newest, ...older];
}

export function findVersion(
  store: S3Store,
  place: Place,
  versionId: string,
): VersionDocument | undefined {
  return versionsOf(store, place).find((version) => versionIdOf(version) === versionId);
}

export function versionIdOf({ versionId = nullVersion }: VersionDocument): string {
  return versionId;
}

/**
 * Puts a new version before the others. Where versioning is not on, it takes the place of the one
 * that is called `null`.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/AddingObjectstoVersionSuspendedBuckets.html
 */
export async function addVersion<Version extends ObjectDocument | DeleteMarker>(
  store: S3Store,
  { versioning }: BucketDocument,
  version: Version,
): Promise<Version & Pick<VersionDocument, 'versionId'>> {
  const before = versionsOf(store, version);
  if (versioning === 'Enabled') {
    const added = { ...version, versionId: newVersionId() };
    await keep(store, version, [added, ...before]);
    return added;
  }
  const added = { ...version, versionId: undefined };
  await keep(store, version, [added, ...before.filter(({ versionId }) => versionId !== undefined)]);
  return added;
}

/** Takes a version away for good: what it was, if it was there. */
export async function removeVersion(
  store: S3Store,
  place: Place,
  versionId: string,
): Promise<VersionDocument | undefined> {
  const versions = versionsOf(store, place);
  const removed = versions.find((version) => versionIdOf(version) === versionId);
  if (removed === undefined) return undefined;
  await keep(
    store,
    place,
    versions.filter((version) => version !== removed),
  );
  return removed;
}

/** @throws AwsError InvalidArgument when no version of this bucket can be called so. */
export function checkVersionId({ versioning }: BucketDocument, versionId: string): void {
  if (versionId === nullVersion) return;
  if (versioning !== undefined && /^[A-Za-z0-9._]{32}$/.test(versionId)) return;
  throw invalidArgument('Invalid version id specified', 'versionId', versionId);
}

export const noVersion = (Key: string, VersionId: string) =>
  new AwsError(404, 'NoSuchVersion', 'The specified version does not exist.', { Key, VersionId });

async function keep(
  { objects }: S3Store,
  { bucket, key }: Place,
  [newest, ...older]: readonly VersionDocument[],
): Promise<void> {
  const name = objectKey(bucket, key);
  if (newest === undefined) await objects.delete(name);
  else await objects.put(name, { ...newest, ...(older.length > 0 && { older }) });
}

/** 32 letters, digits, dots and underscores, as AWS's are. */
function newVersionId(): string {
  return randomBytes(24).toString('base64').replaceAll('+', '.').replaceAll('/', '_');
}
