import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { createMemoryObjects } from '@packages/object-store/memory';
import { createS3Objects } from '@packages/object-store/s3';
import type { ObjectStore } from '@packages/object-store/types';
import { describe, expect, it } from 'vitest';
import { startDemoAws } from './start-demo-aws.ts';

type Lab = AsyncDisposable & { readonly objects: ObjectStore };

/** Both are one thing to those who use them: what is tested with one holds for the other. */
const stores: Readonly<Record<string, () => Promise<Lab>>> = {
  'in memory': () =>
    Promise.resolve({
      objects: createMemoryObjects(),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
  'in S3': async () => {
    const aws = await startDemoAws();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new S3Client({ endpoint: aws.url, region: aws.region, credentials });
    await client.send(new CreateBucketCommand({ Bucket: 'birds' }));
    return {
      objects: createS3Objects('birds', client),
      async [Symbol.asyncDispose]() {
        client.destroy();
        await aws[Symbol.asyncDispose]();
      },
    };
  },
};

describe.each(Object.entries(stores))('objects %s', (_, open) => {
  it('are read as they were written, and listed in order', async () => {
    await using lab = await open();
    const { objects } = lab;
    expect(await objects.read('rows/a.json')).toBeUndefined();
    expect(await objects.write('rows/b.json', 'two')).toBe(true);
    expect(await objects.write('rows/a.json', 'one')).toBe(true);
    expect(await objects.write('other.json', 'x')).toBe(true);
    expect((await objects.read('rows/a.json'))?.text).toBe('one');
    expect(await objects.list('rows/')).toEqual(['rows/a.json', 'rows/b.json']);
  });

  it('are written only while the key holds what is expected', async () => {
    await using lab = await open();
    const { objects } = lab;
    expect(await objects.write('a', '1', 'nothing')).toBe(true);
    expect(await objects.write('a', '2', 'nothing')).toBe(false);
    const first = await objects.read('a');
    expect(await objects.write('a', '2', first)).toBe(true);
    expect(await objects.write('a', '3', first)).toBe(false);
    expect(await objects.write('gone', '1', first)).toBe(false);
    expect((await objects.read('a'))?.text).toBe('2');
  });

  it('are read only while they are the ones that are meant', async () => {
    await using lab = await open();
    const { objects } = lab;
    await objects.write('a', '1');
    const etag = (await objects.read('a'))?.etag ?? '';
    expect((await objects.read('a', etag))?.text).toBe('1');
    await objects.write('a', '2');
    expect(await objects.read('a', etag)).toBeUndefined();
  });
});

it('a bucket that is not there is an error, not an object that is missing', async () => {
  await using aws = await startDemoAws();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new S3Client({ endpoint: aws.url, region: aws.region, credentials });
  const objects = createS3Objects('nobody', client);
  await expect(objects.read('a')).rejects.toThrow('bucket does not exist');
  await expect(objects.write('a', '1', 'nothing')).rejects.toThrow('bucket does not exist');
  client.destroy();
});
