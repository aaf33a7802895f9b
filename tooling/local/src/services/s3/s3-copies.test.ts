import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  type CopyObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signedFor } from '../../testing/raw-requests.ts';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let s3: S3Client;
const Bucket = 'things';
beforeEach(async () => {
  aws = await startTestAws();
  s3 = new S3Client(aws.client);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutObjectCommand({
      Bucket,
      Key: 'a/ä+b',
      Body: 'hello',
      ContentType: 'text/plain',
      Metadata: { colour: 'blue' },
    }),
  );
});
afterEach(async () => {
  s3.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const CopySource = encodeURI('things/a/ä').concat('%2Bb');
const copy = (more: Partial<CopyObjectCommandInput> = {}) =>
  s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, ...more }));
const head = (Key = 'copy') => s3.send(new HeadObjectCommand({ Bucket, Key }));

describe('a copy', () => {
  test('has the bytes and what was said of them', async () => {
    const { CopyObjectResult } = await copy();
    expect(CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await head()).toMatchObject({ ContentType: 'text/plain', Metadata: { colour: 'blue' } });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'copy' }));
    expect(await Body?.transformToString()).toBe('hello');
  });

  test('may have something else said of it', async () => {
    await copy({ MetadataDirective: 'REPLACE', Metadata: { colour: 'red' } });
    expect(await head()).toMatchObject({
      ContentType: 'binary/octet-stream',
      Metadata: { colour: 'red' },
    });
  });

  test('of itself has to change something', async () => {
    await expect(copy({ Key: 'a/ä+b' })).rejects.toMatchObject({ name: 'InvalidRequest' });
    await copy({ Key: 'a/ä+b', MetadataDirective: 'REPLACE', ContentType: 'text/csv' });
    expect((await head('a/ä+b')).ContentType).toBe('text/csv');
  });

  test.each([
    [{ CopySource: 'nowhere/x' }, 'NoSuchBucket'],
    [{ CopySource: 'things/x' }, 'NoSuchKey'],
    [{ CopySource: 'things' }, 'InvalidArgument'],
    [{ CopySourceIfMatch: '"other"' }, 'PreconditionFailed'],
    [{ CopySourceIfNoneMatch: '*' }, 'PreconditionFailed'],
    [{ IfMatch: '"other"' }, 'NoSuchKey'],
    [{ Tagging: 'a=b' }, 'NotImplemented'],
  ])('with %o is refused', async (more, name) => {
    await expect(copy(more)).rejects.toMatchObject({ name });
    await expect(head()).rejects.toMatchObject({ name: 'NotFound' });
  });
});

test('the older list goes on after a key', async () => {
  await copy();
  const first = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 1 }));
  expect(first).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'a/ä+b', Size: 5 }] });
  const rest = await s3.send(new ListObjectsCommand({ Bucket, Marker: 'a/ä+b' }));
  expect(rest).toMatchObject({ IsTruncated: false, Contents: [{ Key: 'copy' }] });
  const grouped = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 1, Delimiter: '/' }));
  expect(grouped).toMatchObject({ NextMarker: 'a/', CommonPrefixes: [{ Prefix: 'a/' }] });
});

describe('of a bucket', () => {
  test('the policy is kept', async () => {
    const read = () => s3.send(new GetBucketPolicyCommand({ Bucket }));
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await read()).Policy).toBe(Policy);
    await expect(
      s3.send(new PutBucketPolicyCommand({ Bucket, Policy: 'x' })),
    ).rejects.toMatchObject({ name: 'MalformedPolicy' });
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });

  test('the location is the region, but for the first one', async () => {
    const location = await s3.send(new GetBucketLocationCommand({ Bucket }));
    expect(location.LocationConstraint).toBeUndefined();
    const elsewhere = await startTestAws({ region: 'eu-west-1' });
    const client = new S3Client(elsewhere.client);
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const };
    await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe('eu-west-1');
    const raw = await fetch(`${elsewhere.url}/things?location`, {
      headers: signedFor('s3', 'eu-west-1'),
    });
    expect(await raw.text()).toMatch(/<LocationConstraint xmlns="[^"]+">eu-west-1</);
    client.destroy();
    await elsewhere.stop();
  });
});

describe('a presigned URL', () => {
  const signed = (more: Record<string, string | undefined> = {}) => {
    const parameters: Record<string, string | undefined> = {
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'test/20261120/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20261120T120000Z',
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': '0123',
      ...more,
    };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) query.set(name, value);
    }
    return `${aws.url}/things/up?${query.toString()}`;
  };

  test('lets a client without keys put and get an object', async () => {
    const url = signed({ 'x-amz-meta-colour': 'green' });
    expect((await fetch(url, { method: 'PUT', body: 'hello' })).status).toBe(200);
    const got = await fetch(signed());
    expect([await got.text(), got.headers.get('x-amz-meta-colour')]).toEqual(['hello', 'green']);
  });

  test('expires by the time of the machine, not by the clock of the local AWS', async () => {
    await aws.setClock({ advanceSeconds: 3600 });
    expect((await fetch(signed())).status).toBe(404);
    aws.clock.nowMs += 61_000;
    const late = await fetch(signed());
    const body = await late.text();
    expect(late.status).toBe(403);
    expect(body).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    expect(body).toContain('<Expires>2026-11-20T12:01:00Z</Expires>');
  });

  test.each([
    [{ 'X-Amz-Signature': undefined }, 'requires the X-Amz-Algorithm'],
    [{ 'X-Amz-Expires': '604801' }, 'must be less than a week'],
    [{ 'X-Amz-Expires': 'soon' }, 'should be a number'],
    [{ 'X-Amz-Date': 'today' }, 'must be in the ISO8601 Long Format'],
  ])('with %o is refused', async (more, message) => {
    const answer = await fetch(signed(more));
    expect(answer.status).toBe(400);
    const body = await answer.text();
    expect(body).toContain('<Code>AuthorizationQueryParametersError</Code>');
    expect(body).toContain(message);
  });
});
