import { bucket } from '@tooling/core/triggers';
import { samplePlace, type Starter } from './starter.ts';

/** Notifications of a bucket about new objects. */
export const bucketStarter: Starter = {
  startedBy: 'an object that comes into a bucket',
  on: { what: 'the name of a bucket', default: bucketNameOf },
  trigger: (on) => bucket(on),
  needs: 'bucket',
  does: (on) => `Sees the objects that come into the bucket ${on}`,
  eventName: 'object-created',
  event: (on) => sampleNotification(on),
  answer: (on) => ({ objects: [{ bucket: on, key: 'in/first file.csv', size: 11 }] }),
  handler: ({ typed }) => `
    ${typed("import type { S3Event } from 'aws-lambda';\n")}
    /** Sees each new object. What it answers, only a smoke test reads. */
    export const handler = async (event${typed(': S3Event')}) => {
      const objects = event.Records.map(({ s3: { bucket, object } }) => ({
        bucket: bucket.name,
        key: decodeKey(object.key),
        size: object.size,
      }));
      for (const { bucket, key, size } of objects) console.log('%s/%s: %d bytes', bucket, key, size);
      return { objects };
    };

    /** Keys come as in the query of an address: a space is a plus. */
    const decodeKey = (key${typed(': string')}) => decodeURIComponent(key.replaceAll('+', ' '));
  `,
  tests: () => `
    test('sees nothing in an event without records', async () => {
      expect(await handler({ Records: [] })).toEqual({ objects: [] });
    });

    test('reads keys with any character', async () => {
      const changed = structuredClone(event);
      for (const { s3 } of changed.Records) s3.object.key = 'in/1%2B1+%C3%BC.csv';
      const { objects } = await handler(changed);
      expect(objects.map(({ key }) => key)).toEqual(['in/1+1 ü.csv']);
    });
  `,
};

/** Buckets have no capitals and no underscores, and three characters at least. */
function bucketNameOf(name: string): string {
  const plain = name.toLowerCase().replaceAll('_', '-').replace(/-+$/, '');
  return plain.length < 3 ? `${plain}-bucket` : plain;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const sampleNotification = (name: string): object => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: samplePlace.region,
      eventTime: '2026-11-01T03:00:00.000Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: `AWS:${samplePlace.account}` },
      requestParameters: { sourceIPAddress: '203.0.113.7' },
      responseElements: {
        'x-amz-request-id': 'C3D13FE58DE4C810',
        'x-amz-id-2': 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD',
      },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'sample',
        bucket: {
          name,
          ownerIdentity: { principalId: 'A3NL1KOZZKExample' },
          arn: `arn:aws:s3:::${name}`,
        },
        object: {
          key: 'in/first+file.csv',
          size: 11,
          eTag: '5eb63bbbe01eeed093cb22bb8f5acdc3',
          sequencer: '0055AED6DCD90281E5',
        },
      },
    },
  ],
});
