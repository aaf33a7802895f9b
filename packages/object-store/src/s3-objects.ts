import {
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Expected, ObjectStore } from './object-store.ts';

/**
 * The objects of a bucket, written under S3's own conditions.
 *
 * The role needs `s3:GetObject` and `s3:PutObject` on the keys, and `s3:ListBucket` on the bucket:
 * without that S3 answers 403 for an object that is not there.
 *
 * @example not run: needs a bucket
 * const objects = createS3Objects('penguins');
 * await objects.write('rows/2026.json', '[]', 'nothing'); // → true
 */
export function createS3Objects(bucket: string, client: S3Client = new S3Client({})): ObjectStore {
  const place = (key: string) => ({ Bucket: bucket, Key: key });
  return {
    async read(key, etag) {
      try {
        const input = { ...place(key), ...(etag !== undefined && { IfMatch: etag }) };
        const { Body, ETag = '' } = await client.send(new GetObjectCommand(input));
        return { text: (await Body?.transformToString()) ?? '', etag: ETag };
      } catch (error) {
        if (hasStatus(error, 404, 412)) return undefined;
        throw error;
      }
    },
    async write(key, text, expected) {
      try {
        await client.send(
          new PutObjectCommand({
            ...place(key),
            Body: text,
            ContentType: 'application/json',
            ...conditionOf(expected),
          }),
        );
        return true;
      } catch (error) {
        // 409: somebody else is writing at this moment. 404: what was expected is gone.
        if (expected !== undefined && hasStatus(error, 412, 409, 404)) return false;
        throw error;
      }
    },
    async list(prefix) {
      const keys: string[] = [];
      for await (const page of paginateListObjectsV2(
        { client },
        { Bucket: bucket, Prefix: prefix },
      )) {
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      }
      return keys.sort();
    },
  };
}

function conditionOf(expected: Expected | undefined) {
  if (expected === undefined) return {};
  return expected === 'nothing' ? { IfNoneMatch: '*' } : { IfMatch: expected.etag };
}

function hasStatus(error: unknown, ...statuses: readonly number[]): boolean {
  if (!(error instanceof S3ServiceException) || error.name === 'NoSuchBucket') return false;
  return statuses.includes(error.$metadata.httpStatusCode ?? 0);
}
