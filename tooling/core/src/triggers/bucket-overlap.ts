/** A notification of a bucket, whoever it belongs to. */
export interface BucketNotification {
  /** `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Whether S3 refuses two notifications beside each other: for one type of event the keys of both may not
 * be the same ones. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
export const overlaps = (one: BucketNotification, other: BucketNotification): boolean =>
  one.events.some((event) => other.events.some((another) => coversSame(event, another))) &&
  (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
  (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix));

const coversSame = (one: string, other: string) =>
  one === other || isWithin(one, other) || isWithin(other, one);

const isWithin = (event: string, group: string) =>
  group.endsWith(':*') && event.startsWith(group.slice(0, -1));
