import { createHash } from 'node:crypto';
import { ownerId } from '../bucket-operations.ts';
import { isObject, type VersionDocument } from '../s3-store.ts';
import { unquoted } from '../write-conditions.ts';
import type { ObjectChange } from './object-change.ts';

/**
 * What functions, queues and topics are told.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function eventMessage(
  { event, bucket, version, context }: ObjectChange,
  { configurationId, sequencer }: { readonly configurationId: string; readonly sequencer: string },
): object {
  const { accountId, region, requestId, now } = context;
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: now().toISOString(),
        eventName: event,
        userIdentity: { principalId: `AWS:${accountId}` },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': requestId, 'x-amz-id-2': hostIdOf(requestId) },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId,
          bucket: {
            name: bucket.name,
            ownerIdentity: { principalId: principalOf(accountId) },
            arn: `arn:aws:s3:::${bucket.name}`,
          },
          object: {
            key: encodeKey(version.key),
            ...contentOf(event, version),
            versionId: version.versionId,
            sequencer,
          },
        },
      },
    ],
  };
}

/** As in a form: a space is a plus, and a slash stays. */
export function encodeKey(key: string): string {
  const form = new URLSearchParams([['', key]]).toString().slice(1);
  return form.replaceAll('%2F', '/');
}

/** The `x-amz-id-2` of an answer. */
export function hostIdOf(requestId: string): string {
  return createHash('sha256').update(requestId).digest('base64');
}

function contentOf(event: ObjectChange['event'], version: VersionDocument): object {
  // AWS says of a delete marker that it has the ETag of nothing.
  if (event === 'ObjectRemoved:DeleteMarkerCreated') return { eTag: emptyMd5 };
  if (event === 'ObjectRemoved:Delete' || !isObject(version)) return {};
  return { size: version.sizeBytes, eTag: unquoted(version.etag) };
}

const emptyMd5 = createHash('md5').digest('hex');

function principalOf(accountId: string): string {
  return `A${ownerId(accountId).slice(0, 13).toUpperCase()}`;
}
