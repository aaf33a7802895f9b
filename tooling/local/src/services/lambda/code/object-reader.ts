/**
 * What Lambda needs of S3: the bytes of an object, or what of it is not there.
 *
 * @param versionId Of a bucket with versions; without it the newest one is meant.
 */
export type ReadObject = (
  bucket: string,
  key: string,
  versionId?: string,
) => Promise<ReadObjectResult>;

export type ReadObjectResult =
  | { readonly found: true; readonly bytes: Uint8Array }
  | { readonly found: false; readonly missing: 'bucket' | 'key' | 'version' };
