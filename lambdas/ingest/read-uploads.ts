import type { Source } from '@packages/dataset';

/** What of a bucket's notification this function reads. */
interface Notification {
  readonly Records?: readonly {
    readonly s3?: { readonly object?: { readonly key?: string; readonly eTag?: string } };
  }[];
}

/** The uploads that a notification tells of; none, where it is one of S3's test events. */
export function readUploads(event: unknown): readonly Source[] {
  const { Records: records } = (event ?? {}) as Notification;
  return (records ?? []).flatMap(({ s3 }) => {
    const { key, eTag } = s3?.object ?? {};
    if (key === undefined || eTag === undefined) return [];
    // As in a form: spaces are plus signs. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    return [{ key: decodeURIComponent(key.replaceAll('+', ' ')), etag: `"${eTag}"` }];
  });
}
