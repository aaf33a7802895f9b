import { expect, test } from 'vitest';
import { createLocalClock } from '../../../clock/local-clock.ts';
import type { Message } from '../../../delivery/delivery.ts';
import type { BucketDocument } from '../s3-store.ts';
import { createNotifier } from './create-notifier.ts';
import type { FiredEvent } from './object-change.ts';

const bucket: BucketDocument = {
  name: 'things',
  createdAtMs: 0,
  versioning: 'Enabled',
  notifications: { EventBridgeConfiguration: {} },
};
const version = {
  bucket: 'things',
  key: 'a folder/ä',
  versionId: 'v1',
  sha256Hex: '',
  sizeBytes: 5,
  etag: '"e"',
  modifiedAtMs: 0,
  checksums: {},
  headers: { ContentType: 'text/plain' },
  metadata: {},
};
const context = {
  requestId: 'request',
  accountId: '000000000000',
  region: 'us-east-1',
  endpoint: '',
  now: () => new Date('2026-11-20T12:00:00Z'),
};

/** What the default event bus gets of a change. */
function toldBus(event: FiredEvent) {
  const received: Message[] = [];
  const failures: unknown[] = [];
  const report = (error: unknown) => failures.push(error);
  const notify = createNotifier({
    delivery: {
      check: () => Promise.resolve(),
      receive: (message) => Promise.resolve(void received.push(message)),
    },
    clock: createLocalClock({ realNow: context.now, report }),
    report,
  });
  notify({ event, bucket, version, context });
  const [message] = received;
  const told = JSON.parse(message?.body ?? '') as unknown;
  return { targetArn: message?.targetArn, event: told, count: received.length };
}

test('the default event bus is told of every object that is written', () => {
  expect(toldBus('ObjectCreated:Copy')).toEqual({
    count: 1,
    targetArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
    event: {
      source: 'aws.s3',
      detailType: 'Object Created',
      resources: ['arn:aws:s3:::things'],
      detail: {
        version: '0',
        bucket: { name: 'things' },
        object: {
          key: 'a folder/ä',
          size: 5,
          etag: 'e',
          'version-id': 'v1',
          sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) as string,
        },
        'request-id': 'request',
        requester: '000000000000',
        'source-ip-address': '127.0.0.1',
        reason: 'CopyObject',
      },
    },
  });
});

test.each<[FiredEvent, string]>([
  ['ObjectRemoved:Delete', 'Permanently Deleted'],
  ['ObjectRemoved:DeleteMarkerCreated', 'Delete Marker Created'],
])('%s is an object that is deleted', (event, deletionType) => {
  expect(toldBus(event).event).toMatchObject({
    detailType: 'Object Deleted',
    detail: { reason: 'DeleteObject', 'deletion-type': deletionType },
  });
});
