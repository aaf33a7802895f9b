import type {
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
} from '@aws-sdk/client-s3';
import type { RequestContext } from '../../service.ts';
import { ownerId } from './bucket-operations.ts';
import { checksumTypeOf } from './checksum-type.ts';
import { groupKeys } from './group-keys.ts';
import { encodingOf } from './url-encoding.ts';
import { invalidToken } from './s3-errors.ts';
import {
  compareKeys,
  objectsOf,
  requireBucket,
  type ObjectDocument,
  type S3Store,
} from './s3-store.ts';

export const listObjectsOperations = (store: S3Store) => ({
  /** The older one, whose next page begins after a key. */
  ListObjects(input: ListObjectsRequest, context: RequestContext): Promise<ListObjectsOutput> {
    const { name } = requireBucket(store, input, context);
    const { Prefix = '', Delimiter, Marker = '', MaxKeys = 1000 } = input;
    const encode = encodingOf(input);
    const entries = groupKeys(objectsOf(store, name), { Prefix, Delimiter }).filter(
      (entry) => Marker === '' || compareKeys(entry.name, Marker) > 0,
    );
    const page = entries.slice(0, Math.min(MaxKeys, 1000));
    const last = page.at(-1);
    const isTruncated = entries.length > page.length && last !== undefined;
    const Owner = { ID: ownerId(context.accountId) };
    return Promise.resolve({
      Name: name,
      Prefix: encode(Prefix),
      Delimiter: Delimiter === undefined ? undefined : encode(Delimiter),
      Marker: encode(Marker),
      // Without a delimiter it is the last key, and clients know that.
      NextMarker: isTruncated && Delimiter !== undefined ? encode(last.name) : undefined,
      MaxKeys,
      EncodingType: input.EncodingType,
      IsTruncated: isTruncated,
      Contents: page.flatMap(({ item }) =>
        item === undefined ? [] : [{ ...showObject(item), Key: encode(item.key), Owner }],
      ),
      CommonPrefixes: page.flatMap((entry) =>
        entry.item === undefined ? [{ Prefix: encode(entry.name) }] : [],
      ),
    });
  },

  ListObjectsV2(
    input: ListObjectsV2Request,
    context: RequestContext,
  ): Promise<ListObjectsV2Output> {
    const { name } = requireBucket(store, input, context);
    const { Prefix = '', Delimiter, StartAfter, ContinuationToken, MaxKeys = 1000 } = input;
    const encode = encodingOf(input);
    const limit = Math.min(MaxKeys, 1000);
    const after = ContinuationToken === undefined ? StartAfter : readToken(ContinuationToken);
    const entries = groupKeys(objectsOf(store, name), { Prefix, Delimiter }).filter(
      (entry) => after === undefined || compareKeys(entry.name, after) > 0,
    );
    const page = entries.slice(0, limit);
    const last = page.at(-1);
    const isTruncated = entries.length > page.length && last !== undefined;
    const owner = input.FetchOwner ? { Owner: { ID: ownerId(context.accountId) } } : {};
    return Promise.resolve({
      Name: name,
      Prefix: encode(Prefix),
      Delimiter: Delimiter === undefined ? undefined : encode(Delimiter),
      StartAfter: StartAfter === undefined ? undefined : encode(StartAfter),
      MaxKeys,
      EncodingType: input.EncodingType,
      ContinuationToken,
      NextContinuationToken: isTruncated ? writeToken(last.name) : undefined,
      IsTruncated: isTruncated,
      KeyCount: page.length,
      Contents: page.flatMap(({ item }) =>
        item === undefined ? [] : [{ ...showObject(item), Key: encode(item.key), ...owner }],
      ),
      CommonPrefixes: page.flatMap((entry) =>
        entry.item === undefined ? [{ Prefix: encode(entry.name) }] : [],
      ),
    });
  },
});

export function showObject(object: ObjectDocument) {
  const { etag, sizeBytes, modifiedAtMs, checksums } = object;
  const [checksum] = Object.keys(checksums);
  return {
    LastModified: new Date(modifiedAtMs),
    ETag: etag,
    Size: sizeBytes,
    StorageClass: 'STANDARD' as const,
    ...(checksum === undefined
      ? {}
      : {
          ChecksumAlgorithm: [checksum.replace('Checksum', '') as 'CRC32'],
          ChecksumType: checksumTypeOf(object),
        }),
  };
}

const prefix = 'after:';

export function writeToken(name: string): string {
  return Buffer.from(prefix + name).toString('base64url');
}

export function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith(prefix)) return text.slice(prefix.length);
  throw invalidToken();
}
