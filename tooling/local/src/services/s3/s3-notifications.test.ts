import { RemovePermissionCommand } from '@aws-sdk/client-lambda';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
  type Event,
  type NotificationConfiguration,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  Bucket,
  entry,
  functionArn,
  startNotificationLab,
  type NotificationLab,
} from './testing/start-notification-lab.ts';

let lab: NotificationLab;
let gaveUp: number;
beforeEach(async () => {
  lab = await startNotificationLab();
  gaveUp = 0;
});
afterEach(async () => {
  await lab.stop();
  expect(lab.aws.failures).toHaveLength(gaveUp);
});

const put = (Key: string, Body = 'hello') =>
  lab.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const remove = (Key: string) => lab.s3.send(new DeleteObjectCommand({ Bucket, Key }));
const created: Event[] = ['s3:ObjectCreated:*'];
const forFunction = (...entries: ReturnType<typeof entry>[]): NotificationConfiguration => ({
  LambdaFunctionConfigurations: entries,
});

describe('a function that a bucket notifies', () => {
  test('is told of objects that are put and deleted', async () => {
    await lab.allow();
    await lab.configure(
      forFunction(entry([...created, 's3:ObjectRemoved:Delete'], { id: 'mine' })),
    );
    await put('a folder/ä+b.csv');
    await remove('a folder/ä+b.csv');
    await remove('was never there');
    const [first, second, ...others] = await lab.told();
    expect(others).toEqual([]);
    expect(first).toEqual({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: '2026-11-20T12:00:00.000Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: expect.stringMatching(/^AWS:/) as string },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: {
        'x-amz-request-id': expect.any(String) as string,
        'x-amz-id-2': expect.any(String) as string,
      },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'mine',
        bucket: {
          name: Bucket,
          ownerIdentity: { principalId: expect.stringMatching(/^A/) as string },
          arn: 'arn:aws:s3:::things',
        },
        object: {
          key: 'a+folder/%C3%A4%2Bb.csv',
          size: 5,
          eTag: '5d41402abc4b2a76b9719d911017c592',
          sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) as string,
        },
      },
    });
    expect(second).toMatchObject({ eventName: 'ObjectRemoved:Delete' });
    expect(Object.keys(second?.s3.object ?? {})).toEqual(['key', 'sequencer']);
    const [before, after] = [first, second].map((one) => String(one?.s3.object.sequencer));
    expect(String(before) < String(after)).toBe(true);
  });

  test('is told only of keys and events that it asked for', async () => {
    await lab.allow();
    await lab.configure(
      forFunction(
        entry(['s3:ObjectCreated:Put'], { id: 'csv', prefix: 'in/', suffix: '.csv' }),
        entry(['s3:ObjectCreated:Copy'], { id: 'copies' }),
      ),
    );
    for (const key of ['in/a.csv', 'in/a.txt', 'out/a.csv']) await put(key);
    await remove('in/a.csv');
    const told = await lab.told();
    expect(told.map(({ s3 }) => [s3.configurationId, s3.object.key])).toEqual([
      ['csv', 'in/a.csv'],
    ]);
  });

  test('is told how an object came about, and which version it is', async () => {
    await lab.allow();
    await lab.configure(forFunction(entry([...created, 's3:ObjectRemoved:*'])));
    const at = { Bucket, Key: 'parts' };
    const { UploadId } = await lab.s3.send(new CreateMultipartUploadCommand(at));
    const part = { ...at, UploadId, PartNumber: 1 };
    const { ETag } = await lab.s3.send(new UploadPartCommand({ ...part, Body: 'hello' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await lab.s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload }));
    await lab.s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const CopySource = `${Bucket}/parts`;
    const copied = await lab.s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    const marker = await remove('copy');
    const told = await lab.told();
    const md5 = '5d41402abc4b2a76b9719d911017c592';
    expect(told.map(({ eventName }) => eventName)).toEqual([
      'ObjectCreated:CompleteMultipartUpload',
      'ObjectCreated:Copy',
      'ObjectRemoved:DeleteMarkerCreated',
    ]);
    expect(told.map(({ s3: { object } }) => object)).toMatchObject([
      { key: 'parts', size: 5, eTag: expect.stringMatching(/^[0-9a-f]{32}-1$/) as string },
      { key: 'copy', size: 5, eTag: md5, versionId: copied.VersionId },
      { key: 'copy', eTag: 'd41d8cd98f00b204e9800998ecf8427e', versionId: marker.VersionId },
    ]);
  });

  test('is told no more when the configuration is replaced by nothing', async () => {
    await lab.allow();
    await lab.configure(forFunction(entry(created)));
    await put('first');
    await lab.configure({});
    expect(await lab.configuration()).toEqual({});
    await put('second');
    expect(await lab.told()).toHaveLength(1);
  });

  test('is told later when it could not be reached at first', async () => {
    await lab.configure(forFunction(entry(created)), true);
    await put('early');
    await lab.aws.setClock({ advanceSeconds: 30 });
    await lab.allow();
    await lab.aws.setClock({ advanceSeconds: 60 });
    expect(await lab.told()).toMatchObject([{ eventName: 'ObjectCreated:Put' }]);
  });

  test('is given up when it never can be, and that is reported', async () => {
    await lab.allow();
    await lab.configure(forFunction(entry(created)));
    await lab.lambda.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId: 's3' }));
    await put('lost');
    await lab.aws.setClock({ advanceSeconds: 3600 });
    gaveUp = 1;
    expect(lab.aws.failures).toMatchObject([
      {
        message: `S3 tried 4 times to send a notification of arn:aws:s3:::things to ${functionArn}, and gave up`,
        cause: { code: 'AccessDeniedException' },
      },
    ]);
  });
});
