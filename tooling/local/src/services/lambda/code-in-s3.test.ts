import {
  CreateFunctionCommand,
  PublishLayerVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, expect, it } from 'vitest';
import type { ReadObject } from './code/object-reader.ts';
import { role, startLambda, zipOf, type StartedLambda } from './testing/start-lambda.ts';

let lambda: StartedLambda;
const FunctionName = 'hello';
afterEach(() => lambda.stop());

/** A bucket with one object of two versions. */
const readObject: ReadObject = (bucket, key, version = 'second') => {
  if (bucket !== 'artifacts') return Promise.resolve({ found: false, missing: 'bucket' });
  if (key !== 'function.zip') return Promise.resolve({ found: false, missing: 'key' });
  return Promise.resolve(
    version === 'first' || version === 'second'
      ? { found: true, bytes: zipOf(version) }
      : { found: false, missing: 'version' },
  );
};

const create = (Code: object) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      Code,
    }),
  );
const update = (input: object) =>
  lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName, ...input }));
const inBucket = { S3Bucket: 'artifacts', S3Key: 'function.zip' };

it('has the digest of the object that was named', async () => {
  lambda = await startLambda({ readObject });
  const newest = await create(inBucket);
  const same = await update({ ZipFile: zipOf('second') });
  expect(newest.CodeSha256).toBe(same.CodeSha256);
  const older = await update({ ...inBucket, S3ObjectVersion: 'first' });
  expect(older.CodeSha256).not.toBe(newest.CodeSha256);
});

it.each([
  [{ ...inBucket, S3Bucket: 'other' }, 'NoSuchBucket', 'The specified bucket does not exist'],
  [{ ...inBucket, S3Key: 'other' }, 'NoSuchKey', 'The specified key does not exist.'],
  [
    { ...inBucket, S3ObjectVersion: 'third' },
    'NoSuchVersion',
    'The specified version does not exist.',
  ],
])('is refused in the words of S3: %o', async (code, s3Code, message) => {
  lambda = await startLambda({ readObject });
  const refusal = `Error occurred while GetObject. S3 Error Code: ${s3Code}. S3 Error Message: ${message}`;
  await expect(create(code)).rejects.toThrow(refusal);
});

it('can be the content of a layer', async () => {
  lambda = await startLambda({ readObject });
  const layer = { LayerName: 'layer', Content: inBucket };
  const published = await lambda.client.send(new PublishLayerVersionCommand(layer));
  expect(published.Content?.CodeSize).toBe(zipOf('second').length);
});

it('answers 501 where there is no S3', async () => {
  lambda = await startLambda();
  await expect(create(inBucket)).rejects.toMatchObject({
    name: 'NotImplemented',
    $metadata: { httpStatusCode: 501 },
  });
});
