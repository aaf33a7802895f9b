import type { ReadObject } from '../lambda/code/object-reader.ts';
import { objectKey, type S3Store } from './s3-store.ts';

/** The objects of S3 for Lambda. There are no versions: only `null`, the version of all of them, is known. */
export function createObjectReader(open: () => Promise<S3Store>): ReadObject {
  return async (bucket, key, versionId) => {
    const store = await open();
    if (store.buckets.get(bucket) === undefined) return { found: false, missing: 'bucket' };
    const object = store.objects.get(objectKey(bucket, key));
    if (object === undefined) return { found: false, missing: 'key' };
    if (versionId !== undefined && versionId !== 'null')
      return { found: false, missing: 'version' };
    return { found: true, bytes: await store.blobs.read(object.sha256Hex) };
  };
}
