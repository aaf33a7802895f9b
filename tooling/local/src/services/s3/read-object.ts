import type { ReadObject } from '../lambda/code/object-reader.ts';
import { currentObject, isObject, type S3Store } from './s3-store.ts';
import { findVersion } from './versions.ts';

/** The objects of S3 for Lambda. */
export function createObjectReader(open: () => Promise<S3Store>): ReadObject {
  return async (bucket, key, versionId) => {
    const store = await open();
    if (store.buckets.get(bucket) === undefined) return { found: false, missing: 'bucket' };
    if (currentObject(store, bucket, key) === undefined && versionId === undefined) {
      return { found: false, missing: 'key' };
    }
    const version =
      versionId === undefined
        ? currentObject(store, bucket, key)
        : findVersion(store, { bucket, key }, versionId);
    if (version === undefined || !isObject(version)) return { found: false, missing: 'version' };
    return { found: true, bytes: await store.blobs.read(version.sha256Hex) };
  };
}
