import type { LocalBuckets, LocalObject, LocalObjects } from '@tooling/core/local-api';
import { UserError } from '@tooling/core';
import { WholeAnswer, type LocalEndpoints } from '../../gateway/answer-local.ts';
import { limitOf, nameOf } from '../../gateway/local-query.ts';
import { readToken, writeToken } from './list-objects.ts';
import {
  compareKeys,
  currentObject,
  objectsOf,
  type ObjectDocument,
  type S3Store,
} from './s3-store.ts';

/** What is in buckets, for people who look. */
export function bucketEndpoints(open: () => Promise<S3Store>): LocalEndpoints {
  return {
    'GET /_local/buckets': async () => listBuckets(await open()),
    'GET /_local/buckets/*': async (rest, _readText, { query }) =>
      listObjects(await open(), nameOf(rest), query),
    async 'GET /_local/objects/*'(rest, _readText, { query }) {
      const [bucket = '', ...key] = rest.split('/').map(nameOf);
      return readBeginning(await open(), { bucket, key: key.join('/') }, query);
    },
  };
}

function listBuckets(store: S3Store): LocalBuckets {
  const sums = new Map<string, { objects: number; bytes: number }>();
  for (const [, newest] of store.objects.list()) {
    if ('isDeleteMarker' in newest) continue;
    const sum = sums.get(newest.bucket) ?? { objects: 0, bytes: 0 };
    sums.set(newest.bucket, {
      objects: sum.objects + 1,
      bytes: sum.bytes + newest.sizeBytes,
    });
  }
  return {
    buckets: store.buckets.list().map(([, { name, createdAtMs, versioning }]) => ({
      name,
      createdAt: new Date(createdAtMs).toISOString(),
      ...(sums.get(name) ?? { objects: 0, bytes: 0 }),
      versioning,
    })),
  };
}

function listObjects(
  store: S3Store,
  bucket: string,
  query: URLSearchParams,
): LocalObjects | undefined {
  const limit = limitOf(query, { usual: 200, most: 1000 });
  const prefix = query.get('prefix') ?? '';
  const continuation = query.get('continuation');
  const after = continuation === null ? undefined : readContinuation(continuation);
  if (store.buckets.get(bucket) === undefined) return undefined;
  const matching = objectsOf(store, bucket).filter(
    ({ key }) => key.startsWith(prefix) && (after === undefined || compareKeys(key, after) > 0),
  );
  const page = matching.slice(0, limit);
  const last = page.at(-1);
  return {
    bucket,
    prefix,
    objects: page.map(showObject),
    ...(matching.length > page.length && last && { continuation: writeToken(last.key) }),
  };
}

/** @throws UserError USAGE */
function readContinuation(token: string): string {
  try {
    return readToken(token);
  } catch (cause) {
    throw new UserError('USAGE', `continuation=${token} is none that a page ended with`, {
      hint: 'docs/reference/local-endpoints.md',
      cause,
    });
  }
}

function showObject(object: ObjectDocument): LocalObject {
  const { key, sizeBytes, modifiedAtMs, headers, versionId } = object;
  return {
    key,
    size: sizeBytes,
    lastModified: new Date(modifiedAtMs).toISOString(),
    contentType: headers.ContentType,
    versionId,
  };
}

/** What is in a bucket may be a page: it is sent as something to keep, never as something to show. */
async function readBeginning(
  store: S3Store,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  query: URLSearchParams,
): Promise<WholeAnswer | undefined> {
  const limit = limitOf(query, { usual: 1_048_576, most: 10_485_760 });
  const object = currentObject(store, bucket, key);
  if (object === undefined) return undefined;
  const length = Math.min(limit, object.sizeBytes);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${fileName(key)}`,
    'content-length': String(length),
    'x-local-size': String(object.sizeBytes),
  };
  if (length === 0) return new WholeAnswer({ status: 200, headers, body: '' });
  const stream = await store.blobs.stream(object.sha256Hex, { start: 0, end: length - 1 });
  return new WholeAnswer({ status: 200, headers, body: '', stream });
}

/** https://datatracker.ietf.org/doc/html/rfc8187#section-3.2.1 */
function fileName(key: string): string {
  const name = key.split('/').findLast((part) => part !== '') ?? 'object';
  const encoded = encodeURIComponent(name.toWellFormed());
  return encoded.replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
