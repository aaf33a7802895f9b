import type {
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  DeletedObject,
  ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { RequestContext } from '../../service.ts';
import { malformedXml } from './s3-errors.ts';
import { isObject, requireBucket, type BucketDocument } from './s3-store.ts';
import type { S3World } from './s3-world.ts';
import {
  addVersion,
  checkVersionId,
  findVersion,
  noVersion,
  nullVersion,
  removeVersion,
  type Place,
} from './versions.ts';
import { wholeSeconds } from './whole-seconds.ts';

export const deleteObjectOperations = (world: S3World) => ({
  /** Deleting what is not there is no error. */
  async DeleteObject(
    input: DeleteObjectRequest,
    context: RequestContext,
  ): Promise<DeleteObjectOutput> {
    const bucket = requireBucket(world.store, input, context);
    const { Key = '', VersionId } = input;
    if (VersionId !== undefined) checkVersionId(bucket, VersionId);
    const place = { bucket: bucket.name, key: Key };
    return await deleteOne(world, { bucket, place, versionId: VersionId, context });
  },

  async DeleteObjects(
    input: DeleteObjectsRequest,
    context: RequestContext,
  ): Promise<DeleteObjectsOutput> {
    const bucket = requireBucket(world.store, input, context);
    const { Objects = [], Quiet = false } = input.Delete ?? {};
    if (Objects.length === 0 || Objects.length > maxObjects) throw malformedXml();
    const deleted: DeletedObject[] = [];
    const errors: NonNullable<DeleteObjectsOutput['Errors']> = [];
    // One after the other: the same key may be there twice.
    for (const object of Objects) {
      const { Key = '', VersionId } = object;
      try {
        deleted.push(await deleteListed(world, { bucket, object, context }));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        errors.push({ Key, VersionId, Code: error.code, Message: error.message });
      }
    }
    return { ...(!Quiet && { Deleted: deleted }), Errors: errors };
  },
});

const maxObjects = 1000;

interface Deletion {
  readonly bucket: BucketDocument;
  readonly place: Place;
  readonly versionId: string | undefined;
  readonly context: RequestContext;
}

async function deleteOne(world: S3World, deletion: Deletion): Promise<DeleteObjectOutput> {
  const { store, notify } = world;
  const { bucket, place, versionId, context } = deletion;
  if (versionId === undefined && bucket.versioning !== undefined) {
    const marker = await addVersion(store, bucket, {
      ...place,
      isDeleteMarker: true,
      modifiedAtMs: wholeSeconds(context.now()),
    });
    notify({ event: 'ObjectRemoved:DeleteMarkerCreated', bucket, version: marker, context });
    return { DeleteMarker: true, VersionId: marker.versionId ?? nullVersion };
  }
  const removed = await removeVersion(store, place, versionId ?? nullVersion);
  // Of what was not there nobody is told.
  if (removed !== undefined) {
    notify({ event: 'ObjectRemoved:Delete', bucket, version: removed, context });
  }
  if (versionId === undefined) return {};
  const isMarker = removed !== undefined && !isObject(removed);
  return { VersionId: versionId, ...(isMarker && { DeleteMarker: true }) };
}

async function deleteListed(
  world: S3World,
  {
    bucket,
    object,
    context,
  }: {
    readonly bucket: BucketDocument;
    readonly object: ObjectIdentifier;
    readonly context: RequestContext;
  },
): Promise<DeletedObject> {
  const { Key = '', VersionId, ETag, LastModifiedTime, Size } = object;
  if (ETag !== undefined || LastModifiedTime !== undefined || Size !== undefined) {
    throw notImplemented('The local AWS does not implement conditions of s3:DeleteObjects');
  }
  const place = { bucket: bucket.name, key: Key };
  if (VersionId !== undefined && findVersion(world.store, place, VersionId) === undefined) {
    throw noVersion(Key, VersionId);
  }
  const answer = await deleteOne(world, { bucket, place, versionId: VersionId, context });
  return {
    Key,
    VersionId,
    ...(answer.DeleteMarker === true && {
      DeleteMarker: true,
      DeleteMarkerVersionId: answer.VersionId,
    }),
  };
}
