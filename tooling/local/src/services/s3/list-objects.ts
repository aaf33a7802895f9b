import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import type { RequestContext } from '../../service.ts';
import { ownerId } from './bucket-operations.ts';
import { checksumTypeOf } from './checksum-type.ts';
import { invalidArgument, invalidToken } from './s3-errors.ts';
import {
  compareKeys,
  objectsOf,
  requireBucket,
  type ObjectDocument,
  type S3Store,
} from './s3-store.ts';

export const listObjectsOperations = (store: S3Store) => ({
  ListObjectsV2(
    input: ListObjectsV2Request,
    context: RequestContext,
  ): Promise<ListObjectsV2Output> {
    const { name } = requireBucket(store, input, context);
    const { Prefix = '', Delimiter, StartAfter, ContinuationToken, MaxKeys = 1000 } = input;
    // Any text may have been sent.
    const EncodingType: string | undefined = input.EncodingType;
    if (EncodingType !== undefined && EncodingType !== 'url') {
      const message = 'Invalid Encoding Method specified in Request';
      throw invalidArgument(message, 'encoding-type', EncodingType);
    }
    const limit = Math.min(MaxKeys, 1000);
    const after = ContinuationToken === undefined ? StartAfter : readToken(ContinuationToken);
    const entries = group(objectsOf(store, name), { Prefix, Delimiter }).filter(
      (entry) => after === undefined || compareKeys(entry.name, after) > 0,
    );
    const page = entries.slice(0, limit);
    const last = page.at(-1);
    const isTruncated = entries.length > page.length && last !== undefined;
    const encode = EncodingType === 'url' ? encodeURIComponent : (text: string) => text;
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
      Contents: page.flatMap(({ object }) =>
        object === undefined ? [] : [{ ...showObject(object), Key: encode(object.key), ...owner }],
      ),
      CommonPrefixes: page.flatMap((entry) =>
        entry.object === undefined ? [{ Prefix: encode(entry.name) }] : [],
      ),
    });
  },
});

/** An object, or the common beginning of several. */
interface Entry {
  readonly name: string;
  readonly object?: ObjectDocument;
}

function group(
  objects: readonly ObjectDocument[],
  { Prefix, Delimiter }: { readonly Prefix: string; readonly Delimiter: string | undefined },
): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    const { key } = object;
    if (!key.startsWith(Prefix)) continue;
    const end = Delimiter ? key.indexOf(Delimiter, Prefix.length) : -1;
    const name = end < 0 ? key : key.slice(0, end + (Delimiter?.length ?? 0));
    // A key that is equal to such a beginning is under it, too.
    entries.set(name, end < 0 ? { name, object } : { name });
  }
  return [...entries.values()];
}

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

function writeToken(name: string): string {
  return Buffer.from(prefix + name).toString('base64url');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith(prefix)) return text.slice(prefix.length);
  throw invalidToken();
}
