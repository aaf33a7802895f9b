import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  type BucketVersioningStatus,
  type ListObjectVersionsCommandInput,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let s3: S3Client;
const Bucket = 'things';
beforeEach(async () => {
  aws = await startTestAws();
  s3 = new S3Client(aws.client);
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  s3.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const version = (Status: BucketVersioningStatus) =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const put = async (Body: string, Key = 'key') =>
  (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
const text = async (VersionId?: string, Key = 'key') => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
};
const remove = async (VersionId?: string, Key = 'key') => {
  const answer = await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  return { VersionId: answer.VersionId, DeleteMarker: answer.DeleteMarker };
};
const list = async (more: Partial<ListObjectVersionsCommandInput> = {}) => {
  const answer = await s3.send(new ListObjectVersionsCommand({ Bucket, ...more }));
  const show = ({ Key = '', VersionId = '', IsLatest = false }) =>
    `${Key} ${VersionId}${IsLatest ? ' latest' : ''}`;
  return {
    ...answer,
    versions: (answer.Versions ?? []).map(show),
    markers: (answer.DeleteMarkers ?? []).map(show),
  };
};

test('a bucket has no versions before it is told to keep them', async () => {
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  expect(Status).toBeUndefined();
  expect(await put('one')).toBeUndefined();
  await put('two');
  expect((await list()).versions).toEqual(['key null latest']);
  expect(await text('null')).toBe('two');
  await expect(text('HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD')).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Invalid version id specified',
    ArgumentName: 'versionId',
  });
});

test('every version can be read until it is deleted by its id', async () => {
  await put('before');
  await version('Enabled');
  const [first = '', second = ''] = [await put('first'), await put('second')];
  expect(first).toMatch(/^[A-Za-z0-9._]{32}$/);
  expect(await text()).toBe('second');
  expect(await text(first)).toBe('first');
  expect(await text('null')).toBe('before');
  expect((await list()).versions).toEqual([`key ${second} latest`, `key ${first}`, 'key null']);
  expect(await remove(second)).toEqual({ VersionId: second, DeleteMarker: undefined });
  expect(await text()).toBe('first');
  await expect(text(second)).rejects.toMatchObject({ name: 'NoSuchVersion', VersionId: second });
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'key' }));
  expect(head.VersionId).toBe(first);
});

test('a delete marker hides an object, and its own deletion brings it back', async () => {
  await version('Enabled');
  const id = (await put('kept')) ?? '';
  const { VersionId: marker = '', DeleteMarker } = await remove();
  expect(DeleteMarker).toBe(true);
  await expect(text()).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(text(marker)).rejects.toMatchObject({
    name: 'MethodNotAllowed',
    ResourceType: 'DeleteMarker',
    $metadata: { httpStatusCode: 405 },
  });
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents).toBeUndefined();
  expect(await list()).toMatchObject({
    versions: [`key ${id}`],
    markers: [`key ${marker} latest`],
  });
  await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
    name: 'BucketNotEmpty',
    message:
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
  });
  expect(await remove(marker)).toEqual({ VersionId: marker, DeleteMarker: true });
  expect(await text()).toBe('kept');
});

test('without versioning any more, what is put takes the place of the version null', async () => {
  await version('Enabled');
  const id = (await put('kept')) ?? '';
  await version('Suspended');
  expect(await put('third')).toBeUndefined();
  await put('fourth');
  expect((await list()).versions).toEqual(['key null latest', `key ${id}`]);
  expect(await remove()).toEqual({ VersionId: 'null', DeleteMarker: true });
  expect(await list()).toMatchObject({ versions: [`key ${id}`], markers: ['key null latest'] });
});

test('versions are listed page by page', async () => {
  await version('Enabled');
  for (const body of ['1', '2', '3']) await put(body, 'a');
  await put('4', 'b/c');
  const all: string[] = [];
  let markers: Partial<ListObjectVersionsCommandInput> = {};
  for (let isTruncated = true; isTruncated;) {
    const page = await list({ MaxKeys: 2, ...markers });
    all.push(...page.versions);
    isTruncated = page.IsTruncated === true;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
  expect(all).toEqual((await list()).versions);
  expect(all).toHaveLength(4);
  const { CommonPrefixes } = await list({ Delimiter: '/' });
  expect(CommonPrefixes).toEqual([{ Prefix: 'b/' }]);
});

test('several objects are deleted at once, and each is answered for', async () => {
  await version('Enabled');
  const id = (await put('x', 'a')) ?? '';
  const missing = 'A'.repeat(32);
  const Objects = [{ Key: 'a', VersionId: id }, { Key: 'b', VersionId: missing }, { Key: 'c' }];
  const answer = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(answer.Deleted).toEqual([
    { Key: 'a', VersionId: id },
    {
      Key: 'c',
      DeleteMarker: true,
      DeleteMarkerVersionId: expect.stringMatching(/^.{32}$/) as string,
    },
  ]);
  expect(answer.Errors).toEqual([
    {
      Key: 'b',
      VersionId: missing,
      Code: 'NoSuchVersion',
      Message: 'The specified version does not exist.',
    },
  ]);
  const quiet = await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'd' }], Quiet: true } }),
  );
  expect(quiet.Deleted).toBeUndefined();
});

test.each([
  [{ Status: 'enabled' as BucketVersioningStatus }, 'MalformedXML'],
  [{}, 'IllegalVersioningConfigurationException'],
])('versioning cannot be %o', async (VersioningConfiguration, name) => {
  await expect(
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration })),
  ).rejects.toMatchObject({ name });
});
