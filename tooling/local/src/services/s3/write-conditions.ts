import { AwsError } from '../../aws-error.ts';
import { noKey, preconditionFailed } from './s3-errors.ts';
import { currentObject, type S3Store } from './s3-store.ts';

/** What a write wants to find in its place. */
export interface WriteConditions {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function checkWriteConditions(store: S3Store, conditions: WriteConditions): void {
  const { Bucket = '', Key = '', IfMatch, IfNoneMatch } = conditions;
  const before = currentObject(store, Bucket, Key);
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') {
      throw new AwsError(
        501,
        'NotImplemented',
        'A header you provided implies functionality that is not implemented',
        { Header: 'If-None-Match' },
      );
    }
    if (before !== undefined) throw preconditionFailed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (before === undefined) throw noKey(Key);
  if (unquoted(before.etag) !== unquoted(IfMatch)) throw preconditionFailed('If-Match');
}

export function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
}
