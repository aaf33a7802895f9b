import { InvokeCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { FunctionChange } from '@tooling/core';
import { expect, it } from 'vitest';
import { openStore, type OpenStore } from '../test/open-store.ts';
import { startProxy, writesOf, type SeenRequest } from '../test/proxy.ts';
import { startStage, type TestStage } from '../test/stage.ts';

const codeBucket = 'birds-code';

async function createBucket({ aws }: TestStage): Promise<void> {
  const s3 = new S3Client({
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });
  await s3.send(new CreateBucketCommand({ Bucket: codeBucket }));
  s3.destroy();
}

/** A change as it is planned for a zip that is too large for Lambda's API. */
async function planLarge(open: OpenStore, name: string): Promise<FunctionChange> {
  const change = await open.plan(name);
  if (change.artifact === undefined) throw new Error('there is no artifact');
  return { ...change, artifact: { ...change.artifact, codeBucket } };
}

const toBucket = ({ path }: SeenRequest) => path.startsWith(`/${codeBucket}/`);

it('a zip goes through the bucket under its digest, and only once', async () => {
  await using stage = await startStage();
  await createBucket(stage);
  await using proxy = await startProxy(stage.aws.url);
  await using open = openStore(proxy.url);
  for (const name of ['hello', 'other']) {
    await open.store.moveLive(await open.prepare(await planLarge(open, name)));
  }
  expect(proxy.seen.filter(toBucket).map(({ method }) => method)).toEqual(['HEAD', 'PUT', 'HEAD']);
  expect(proxy.seen.find(toBucket)?.path).toMatch(
    /^\/birds-code\/lambda-deploy\/[0-9a-f]{64}\.zip/,
  );
  const created = writesOf(proxy.seen).find(({ path }) => path === '/2015-03-31/functions');
  expect(JSON.parse(created?.body ?? '{}')).toMatchObject({
    Code: { S3Bucket: codeBucket, S3Key: expect.stringMatching(/\.zip$/) as string },
  });
  const { Payload } = await stage.lambda.send(
    new InvokeCommand({ FunctionName: 'other', Qualifier: 'live' }),
  );
  expect(Buffer.from(Payload ?? []).toString()).toBe('"one"');
  await expect(open.plan('hello')).rejects.toThrow('nothing to do');
});

it('a zip whose upload was cut off is sent from its beginning', async () => {
  await using stage = await startStage();
  await createBucket(stage);
  let cuts = 1;
  await using proxy = await startProxy(stage.aws.url, (seen) => {
    if (seen.method !== 'PUT' || !toBucket(seen) || cuts === 0) return Promise.resolve(undefined);
    cuts -= 1;
    return Promise.resolve({ status: 503, body: '<Error><Code>SlowDown</Code></Error>' });
  });
  await using open = openStore(proxy.url);
  expect((await open.prepare(await planLarge(open, 'hello'))).version).toBe('1');
});

it('a bucket that is not there is said', async () => {
  await using stage = await startStage();
  await using open = openStore(stage.aws.url);
  await expect(open.prepare(await planLarge(open, 'hello'))).rejects.toMatchObject({
    code: 'CODE_BUCKET_UNUSABLE',
    message: expect.stringContaining(
      'the bucket birds-code; AWS answered NoSuchBucket: ',
    ) as string,
  });
});
