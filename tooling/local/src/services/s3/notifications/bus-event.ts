import { isObject } from '../s3-store.ts';
import { unquoted } from '../write-conditions.ts';
import type { FiredEvent, ObjectChange } from './object-change.ts';

/** What EventBridge takes. */
export interface BusEvent {
  readonly source: 'aws.s3';
  readonly detailType: 'Object Created' | 'Object Deleted';
  readonly detail: object;
  readonly resources: readonly string[];
}

/**
 * What the default event bus is told.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function busEvent(
  { event, bucket, version, context }: ObjectChange,
  sequencer: string,
): BusEvent {
  const isCreated = event.startsWith('ObjectCreated:');
  const content =
    isCreated && isObject(version) ? { size: version.sizeBytes, etag: unquoted(version.etag) } : {};
  return {
    source: 'aws.s3',
    detailType: isCreated ? 'Object Created' : 'Object Deleted',
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      // Unlike in notifications the key is as it is.
      object: { key: version.key, ...content, 'version-id': version.versionId, sequencer },
      'request-id': context.requestId,
      requester: context.accountId,
      'source-ip-address': '127.0.0.1',
      reason: reasons[event],
      ...(!isCreated && { 'deletion-type': deletionType(event) }),
    },
    resources: [`arn:aws:s3:::${bucket.name}`],
  };
}

const reasons: Readonly<Record<FiredEvent, string>> = {
  'ObjectCreated:Put': 'PutObject',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
  'ObjectRemoved:Delete': 'DeleteObject',
  'ObjectRemoved:DeleteMarkerCreated': 'DeleteObject',
};

function deletionType(event: FiredEvent): string {
  return event === 'ObjectRemoved:DeleteMarkerCreated'
    ? 'Delete Marker Created'
    : 'Permanently Deleted';
}
