import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectAclCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let s3: S3Client;
beforeEach(async () => {
  aws = await startTestAws();
  s3 = new S3Client(aws.client);
  await s3.send(new CreateBucketCommand({ Bucket: 'things' }));
});
afterEach(async () => {
  s3.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const object = { Bucket: 'things', Key: 'a/ä b//+%.txt' };
const put = (Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ ...object, Body, ...more }));
const get = (more: Partial<GetObjectCommandInput> = {}) =>
  s3.send(new GetObjectCommand({ ...object, ...more }));
const text = async (more: Partial<GetObjectCommandInput> = {}) =>
  (await get(more)).Body?.transformToString();

describe('objects', () => {
  test('come back as they were put, with what was said of them', async () => {
    const { ETag, ChecksumCRC32, ChecksumType } = await put('hello', {
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      Metadata: { colour: 'blue' },
    });
    expect({ ETag, ChecksumCRC32, ChecksumType }).toEqual({
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      ChecksumCRC32: 'NhCmhg==',
      ChecksumType: 'FULL_OBJECT',
    });
    const got = await get({ ChecksumMode: 'ENABLED' });
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      ContentLength: 5,
      ETag,
      ChecksumCRC32,
      Metadata: { colour: 'blue' },
      LastModified: new Date(aws.clock.nowMs),
      AcceptRanges: 'bytes',
    });
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(await s3.send(new HeadObjectCommand(object))).toMatchObject({ ContentLength: 5, ETag });
  });

  test('may be empty, or end with a slash', async () => {
    await put('');
    expect(await text()).toBe('');
    await put('folder', { Key: 'a/' });
    expect(await text({ Key: 'a/' })).toBe('folder');
    await expect(get({ Key: 'a' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('are streamed to the disk and back, in pieces of any size', async () => {
    const piece = Buffer.alloc(700_001, 'x');
    const count = 20;
    const sent = Readable.from(Array.from({ length: count }, () => piece));
    await put(sent, { ContentLength: piece.length * count });
    const hash = createHash('sha256');
    for await (const received of (await get()).Body as Readable) {
      hash.update(received as Uint8Array);
    }
    const whole = createHash('sha256');
    for (let sentPieces = 0; sentPieces < count; sentPieces++) whole.update(piece);
    expect(hash.digest('hex')).toBe(whole.digest('hex'));
  });

  test('are deleted, once and again', async () => {
    await put('x');
    await s3.send(new DeleteObjectCommand(object));
    await s3.send(new DeleteObjectCommand(object));
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      Key: object.Key,
    });
    await expect(s3.send(new HeadObjectCommand(object))).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('outlive the local AWS', async () => {
    await put('kept');
    await aws.close();
    const again = await startTestAws({ stateDirectory: aws.stateDirectory });
    s3.destroy();
    s3 = new S3Client(again.client);
    expect(await text()).toBe('kept');
    await again.close();
  });
});

describe('ranges', () => {
  test.each([
    ['bytes=2-4', 'cde', 'bytes 2-4/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 'ij', 'bytes 8-9/10'],
    ['bytes=8-99', 'ij', 'bytes 8-9/10'],
  ])('%s', async (Range, expected, ContentRange) => {
    await put('abcdefghij');
    const part = await get({ Range });
    expect(part).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } });
    expect(await part.Body?.transformToString()).toBe(expected);
  });

  test('outside of the object are refused', async () => {
    await put('abc');
    await expect(get({ Range: 'bytes=3-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      ActualObjectSize: '3',
      $metadata: { httpStatusCode: 416 },
    });
    expect(await text({ Range: 'lines=1-2' })).toBe('abc');
  });
});

describe('conditions', () => {
  test('of reading', async () => {
    const { ETag = '' } = await put('x');
    expect(await text({ IfMatch: ETag })).toBe('x');
    await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      Condition: 'If-Match',
    });
    await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    const later = new Date(aws.clock.nowMs + 1000);
    await expect(get({ IfModifiedSince: later })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    expect(await text({ IfUnmodifiedSince: later })).toBe('x');
  });

  test('of writing', async () => {
    await put('first', { IfNoneMatch: '*' });
    await expect(put('second', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      message: 'At least one of the pre-conditions you specified did not hold',
      Condition: 'If-None-Match',
    });
    await expect(put('second', { IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(put('x', { IfMatch: '"other"', Key: 'new' })).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    expect(await text()).toBe('first');
  });
});

describe('what was sent', () => {
  test.each([
    [{ ChecksumCRC32: 'AAAAAA==' }, 'The CRC32 you specified did not match'],
    [{ ChecksumSHA256: 'AAAA' }, 'The SHA256 you specified did not match'],
    [
      { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' },
      'The Content-MD5 you specified did not match what we received.',
    ],
  ])('is compared with %o', async (sent, message) => {
    await expect(put('x', sent)).rejects.toMatchObject({
      name: 'BadDigest',
      message: expect.stringContaining(message) as string,
    });
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test.each(['CRC32', 'SHA1', 'SHA256'] as const)('is verified by a trailing %s', async (one) => {
    const Body = Readable.from([Buffer.from('hel'), Buffer.from('lo')]);
    const answer = await put(Body, { ContentLength: 5, ChecksumAlgorithm: one });
    expect(answer[`Checksum${one}`]).toMatch(/=$/);
    const got = await get({ ChecksumMode: 'ENABLED' });
    expect(got.ContentEncoding).toBeUndefined();
    expect(await got.Body?.transformToString()).toBe('hello');
  });

  test('is refused where a trailing checksum is of other bytes', async () => {
    const body = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
    const answer = await fetch(`${aws.url}/things/raw`, {
      method: 'PUT',
      body,
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=t/20261120/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20261120T120000Z',
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-trailer': 'x-amz-checksum-crc32',
      },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(
      /<Error><Code>BadDigest<\/Code><Message>The CRC32 .*<\/Message><RequestId>/,
    );
    await expect(get({ Key: 'raw' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

test('a bucket that is not there refuses an upload, however large', async () => {
  const Body = Buffer.alloc(3_000_000);
  await expect(put(Body, { Bucket: 'nowhere' })).rejects.toMatchObject({
    name: 'NoSuchBucket',
    BucketName: 'nowhere',
  });
});

test('an object has no tags', async () => {
  await put('x');
  const { TagSet } = await s3.send(new GetObjectTaggingCommand(object));
  expect(TagSet).toEqual([]);
});

test('what is not there answers 501 by its name', async () => {
  await put('x');
  const unavailable = { $metadata: { httpStatusCode: 501 } };
  await expect(s3.send(new GetObjectAclCommand(object))).rejects.toMatchObject({
    ...unavailable,
    message: 'The local AWS does not implement s3:GetObjectAcl',
  });
  await expect(put('x', { ACL: 'public-read' })).rejects.toMatchObject(unavailable);
  await expect(put('x', { ChecksumAlgorithm: 'CRC32C' })).rejects.toMatchObject(unavailable);
});
