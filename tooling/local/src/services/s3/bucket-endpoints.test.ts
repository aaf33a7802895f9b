import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { LocalObjects } from '@tooling/core/local-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

const Bucket = 'things';
let aws: TestAws;
let s3: S3Client;
beforeEach(async () => {
  aws = await startTestAws();
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  s3.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const put = (Key: string, Body: string | Uint8Array = 'x', ContentType?: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));

const ask = (path: string) => fetch(`${aws.url}/_local/${path}`);

test('shows the buckets with what is in them', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'empty' }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  await put('a', 'one');
  await put('a', 'three');
  await put('gone');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
  const createdAt = '2026-11-20T12:00:00.000Z';
  expect(await (await ask('buckets')).json()).toEqual({
    buckets: [
      { name: 'empty', createdAt, objects: 0, bytes: 0 },
      { name: Bucket, createdAt, objects: 1, bytes: 5, versioning: 'Enabled' },
    ],
  });
});

test('shows objects page by page, each once, by their keys', async () => {
  const keys = ['a/1', 'a/2', 'a/3', 'ä/1', 'b', '😀'];
  for (const key of keys) await put(key, key, 'text/plain');
  const seen: string[] = [];
  let continuation: string | undefined;
  do {
    const token = continuation === undefined ? '' : `&continuation=${continuation}`;
    const answer = await ask(`buckets/${Bucket}?limit=2${token}`);
    const page = (await answer.json()) as LocalObjects;
    seen.push(...page.objects.map(({ key }) => key));
    ({ continuation } = page);
  } while (continuation !== undefined);
  expect(seen).toEqual(['a/1', 'a/2', 'a/3', 'b', 'ä/1', '😀']);
  const within = await ask(`buckets/${Bucket}?prefix=a/&limit=1`);
  expect(await within.json()).toEqual({
    bucket: Bucket,
    prefix: 'a/',
    objects: [
      {
        key: 'a/1',
        size: 3,
        lastModified: '2026-11-20T12:00:00.000Z',
        contentType: 'text/plain',
      },
    ],
    continuation: expect.any(String) as string,
  });
});

describe('the bytes of an object', () => {
  test('are something to keep, whatever they say they are', async () => {
    await put("page's (1).html", '<script>alert(1)</script>', 'text/html');
    const { status, headers, ...answer } = await ask(`objects/${Bucket}/page's%20(1).html`).then(
      async (one) => ({ status: one.status, headers: one.headers, text: await one.text() }),
    );
    expect([status, answer.text]).toEqual([200, '<script>alert(1)</script>']);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''page%27s%20%281%29.html",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each(['a/b/c', '/leading', 'double//slash', 'ünï/cödé', 'with\nbreak', '%2f', ' '])(
    'are found by the key %j',
    async (key) => {
      await put(key, `of ${key}`);
      const path = key.split('/').map(encodeURIComponent).join('/');
      expect(await (await ask(`objects/${Bucket}/${path}`)).text()).toBe(`of ${key}`);
    },
  );

  test('are cut where they are asked to be, and are told how many there are', async () => {
    await put('large', Buffer.alloc(3_000_000, 'A'));
    const usual = await ask(`objects/${Bucket}/large`);
    expect((await usual.arrayBuffer()).byteLength).toBe(1_048_576);
    expect(usual.headers.get('x-local-size')).toBe('3000000');
    const short = await ask(`objects/${Bucket}/large?limit=3`);
    expect(await short.text()).toBe('AAA');
    const whole = await ask(`objects/${Bucket}/large?limit=10485760`);
    expect((await whole.arrayBuffer()).byteLength).toBe(3_000_000);
    await put('empty', new Uint8Array());
    expect(await (await ask(`objects/${Bucket}/empty`)).text()).toBe('');
  });
});
