import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type CreateBucketCommandInput,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFaultLab, type FaultLab } from '../../faults/testing/start-fault-lab.ts';
import { signedFor } from '../../testing/raw-requests.ts';
import { startTestAws } from '../../testing/start-test-aws.ts';
import { zipOf } from '../lambda/testing/start-lambda.ts';

let lab: FaultLab;
let s3: S3Client;
beforeEach(async () => {
  lab = await startFaultLab();
  s3 = new S3Client(lab.aws.client);
});
afterEach(async () => {
  s3.destroy();
  await lab.stop();
  expect(lab.aws.failures).toEqual([]);
});

const create = (Bucket: string, more: Partial<CreateBucketCommandInput> = {}) =>
  s3.send(new CreateBucketCommand({ Bucket, ...more }));
const put = (Key: string, Body: string | Uint8Array = '') =>
  s3.send(new PutObjectCommand({ Bucket: 'things', Key, Body }));

describe('buckets', () => {
  test('are created, listed and deleted when they are empty', async () => {
    expect((await create('things')).Location).toBe('/things');
    await create('things');
    await create('more-things');
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    const CreationDate = new Date(lab.aws.clock.nowMs);
    expect(Buckets).toEqual([
      { Name: 'more-things', CreationDate },
      { Name: 'things', CreationDate },
    ]);
    const page = await s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    expect(page.Buckets).toMatchObject([{ Name: 'more-things', BucketRegion: 'us-east-1' }]);
    const { ContinuationToken } = page;
    const rest = await s3.send(new ListBucketsCommand({ MaxBuckets: 1, ContinuationToken }));
    expect(rest.Buckets).toMatchObject([{ Name: 'things' }]);

    expect(await s3.send(new HeadBucketCommand({ Bucket: 'things' }))).toMatchObject({
      BucketArn: 'arn:aws:s3:::things',
      BucketRegion: 'us-east-1',
    });
    await put('x');
    await expect(s3.send(new DeleteBucketCommand({ Bucket: 'things' }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
    });
    await s3.send(new DeleteBucketCommand({ Bucket: 'more-things' }));
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'more-things' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  test.each(['ab', 'Things', 'a..b', '10.0.0.1', '-things'])(
    'cannot be called %s',
    async (name) => {
      await expect(create(name)).rejects.toMatchObject({
        name: 'InvalidBucketName',
        message: 'The specified bucket is not valid.',
      });
    },
  );

  test('are in the region of the local AWS', async () => {
    const LocationConstraint = 'eu-west-1' as const;
    await expect(
      create('things', { CreateBucketConfiguration: { LocationConstraint } }),
    ).rejects.toMatchObject({ name: 'IllegalLocationConstraintException' });
    const aws = await startTestAws({ region: 'eu-west-1' });
    const elsewhere = new S3Client(aws.client);
    const input = { Bucket: 'things', CreateBucketConfiguration: { LocationConstraint } };
    await elsewhere.send(new CreateBucketCommand(input));
    await expect(elsewhere.send(new CreateBucketCommand(input))).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    const other = { CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } } as const;
    await expect(
      elsewhere.send(new CreateBucketCommand({ Bucket: 'others', ...other })),
    ).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
      message:
        'The us-west-2 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
    elsewhere.destroy();
    await aws.stop();
  });

  test('may be in the host name', async () => {
    await create('things');
    await put('a/b', 'hello');
    const ask = async (host: string, path: string) => {
      const headers = { ...signedFor('s3'), host: `${host}:${lab.aws.port}` };
      // fetch does not let the host be another one.
      const asked = request({ port: lab.aws.port, host: '127.0.0.1', path, headers });
      const [answer] = (await once(asked.end(), 'response')) as [NodeJS.ReadableStream];
      return await text(answer);
    };
    expect(await ask('things.localhost', '/a/b')).toBe('hello');
    expect(await ask('things.s3.localhost', '/a/b')).toBe('hello');
    // As older clients ask: without the name of the operation, and S3 itself by a name.
    expect(await ask('s3.localhost', '/things/a/b')).toBe('hello');
    expect(await ask('localhost', '/')).toContain('<Name>things</Name>');
    expect(await ask('localhost', '/things?list-type=2')).toContain(
      '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    );
    expect(await ask('localhost', '/things?acl')).toContain('s3:GetBucketAcl');
  });
});

describe('listing', () => {
  const list = async (more: Partial<ListObjectsV2CommandInput> = {}) => {
    const {
      Contents = [],
      CommonPrefixes = [],
      ...rest
    } = await s3.send(new ListObjectsV2Command({ Bucket: 'things', ...more }));
    const keys = Contents.map(({ Key }) => Key);
    return { keys, prefixes: CommonPrefixes.map(({ Prefix }) => Prefix), ...rest };
  };
  beforeEach(async () => {
    await create('things');
    for (const key of ['b', 'a/1', 'a/2', 'a/x/3', 'c&<d>', 'Z']) await put(key, key);
  });

  test('is in the order of bytes, by prefix and delimiter', async () => {
    expect(await list()).toMatchObject({
      keys: ['Z', 'a/1', 'a/2', 'a/x/3', 'b', 'c&<d>'],
      KeyCount: 6,
      IsTruncated: false,
    });
    expect(await list({ Delimiter: '/' })).toMatchObject({
      keys: ['Z', 'b', 'c&<d>'],
      prefixes: ['a/'],
      KeyCount: 4,
    });
    expect(await list({ Prefix: 'a/', Delimiter: '/' })).toMatchObject({
      keys: ['a/1', 'a/2'],
      prefixes: ['a/x/'],
    });
    expect((await list({ StartAfter: 'a/2' })).keys).toEqual(['a/x/3', 'b', 'c&<d>']);
    expect((await list({ EncodingType: 'url', Prefix: 'c' })).keys).toEqual(['c%26%3Cd%3E']);
  });

  test('goes on page by page', async () => {
    const first = await list({ MaxKeys: 2, Delimiter: '/' });
    expect(first).toMatchObject({ keys: ['Z'], prefixes: ['a/'], IsTruncated: true });
    const ContinuationToken = first.NextContinuationToken;
    const second = await list({ MaxKeys: 2, Delimiter: '/', ContinuationToken });
    expect(second).toMatchObject({ keys: ['b', 'c&<d>'], IsTruncated: false });
    await expect(list({ ContinuationToken: 'x' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The continuation token provided is incorrect',
    });
  });
});

test('Lambda takes its code from there', async () => {
  await create('things');
  await put('f.zip', zipOf());
  const create_ = (S3Key: string) =>
    lab.lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'f',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/r',
        Code: { S3Bucket: 'things', S3Key },
      }),
    );
  await expect(create_('g.zip')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  expect((await create_('f.zip')).CodeSize).toBe(zipOf().byteLength);
});
