import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type CreateMultipartUploadCommandInput,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestAws, type TestAws } from '../../testing/start-test-aws.ts';

let aws: TestAws;
let s3: S3Client;
const at = { Bucket: 'things', Key: 'large' };
beforeEach(async () => {
  aws = await startTestAws();
  s3 = new S3Client(aws.client);
  await s3.send(new CreateBucketCommand({ Bucket: at.Bucket }));
});
afterEach(async () => {
  s3.destroy();
  await aws.stop();
  expect(aws.failures).toEqual([]);
});

const minBytes = 5_242_880;
const first = Buffer.alloc(minBytes, 'a');
const last = Buffer.from('the end');

async function begin(more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...at, ...more }));
  return UploadId ?? '';
}
const upload = async (UploadId: string, PartNumber: number, Body: Buffer) => {
  const { ETag } = await s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
};
const complete = (UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  s3.send(
    new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts }, ...more }),
  );
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();

test('parts become one object, with what was said of it at the beginning', async () => {
  const UploadId = await begin({ ContentType: 'text/csv', Metadata: { colour: 'blue' } });
  const parts = [await upload(UploadId, 1, first), await upload(UploadId, 7, last)];
  const { ETag, Location } = await complete(UploadId, parts);
  const etag = md5(Buffer.concat([md5(first), md5(last)])).toString('hex');
  expect({ ETag, Location }).toEqual({ ETag: `"${etag}-2"`, Location: `${aws.url}/things/large` });
  const got = await s3.send(new GetObjectCommand(at));
  expect(got).toMatchObject({
    ETag,
    ContentType: 'text/csv',
    Metadata: { colour: 'blue' },
    ContentLength: first.length + last.length,
  });
  const bytes = (await got.Body?.transformToByteArray()) ?? new Uint8Array();
  expect(md5(bytes)).toEqual(md5(Buffer.concat([first, last])));
  await expect(complete(UploadId, parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('checksums are of the parts or of the whole, as the upload was begun', async () => {
  const whole = Buffer.alloc(4);
  whole.writeUInt32BE(crc32(Buffer.concat([first, last])));
  const full = await begin({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
  const parts = [await upload(full, 1, first), await upload(full, 2, last)];
  expect(await complete(full, parts)).toMatchObject({
    ChecksumCRC32: whole.toString('base64'),
    ChecksumType: 'FULL_OBJECT',
  });
  const composite = await begin({ ChecksumAlgorithm: 'SHA256' });
  const again = [await upload(composite, 1, first), await upload(composite, 2, last)];
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const ofParts = sha256(Buffer.concat([sha256(first), sha256(last)])).toString('base64');
  expect(await complete(composite, again)).toMatchObject({
    ChecksumSHA256: `${ofParts}-2`,
    ChecksumType: 'COMPOSITE',
  });
  await expect(
    begin({ ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' }),
  ).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('what cannot be completed is refused, and can be tried again', async () => {
  const UploadId = await begin();
  const one = await upload(UploadId, 1, last);
  const two = await upload(UploadId, 2, last);
  await expect(complete(UploadId, [])).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: 'You must specify at least one part',
  });
  await expect(complete(UploadId, [one, two])).rejects.toMatchObject({
    name: 'EntityTooSmall',
    message: 'Your proposed upload is smaller than the minimum allowed size',
    MinSizeAllowed: '5242880',
    PartNumber: '1',
    ProposedSize: '7',
  });
  await expect(complete(UploadId, [two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete(UploadId, [{ ...one, ETag: '"0"' }])).rejects.toMatchObject({
    name: 'InvalidPart',
    PartNumber: '1',
    ETag: '0',
  });
  await expect(complete(UploadId, [one], { MpuObjectSize: 8 })).rejects.toMatchObject({
    name: 'InvalidRequest',
  });
  await expect(upload(UploadId, 10_001, last)).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Part number must be an integer between 1 and 10000, inclusive',
  });
  expect(await complete(UploadId, [two])).toMatchObject({ Key: 'large' });
});

test('parts and uploads are listed until they are completed or aborted', async () => {
  const UploadId = await begin();
  const other = await begin({ Key: 'other' });
  for (const number of [2, 1, 3]) await upload(UploadId, number, last);
  const page = await s3.send(new ListPartsCommand({ ...at, UploadId, MaxParts: 2 }));
  expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
  expect(page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
    [1, 7],
    [2, 7],
  ]);
  const rest = await s3.send(new ListPartsCommand({ ...at, UploadId, PartNumberMarker: '2' }));
  expect(rest).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 3 }] });
  const uploads = async () => {
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: at.Bucket }));
    return Uploads.map((one) => one.UploadId);
  };
  expect(await uploads()).toEqual([UploadId, other]);
  await s3.send(new AbortMultipartUploadCommand({ ...at, UploadId }));
  expect(await uploads()).toEqual([other]);
  await expect(upload(UploadId, 1, last)).rejects.toMatchObject({ name: 'NoSuchUpload', UploadId });
});

test('parts are copied from objects, whole or in ranges', async () => {
  await s3.send(new PutObjectCommand({ ...at, Key: 'a b', Body: '0123456789' }));
  const UploadId = await begin();
  const copy = (CopySourceRange?: string) =>
    s3.send(
      new UploadPartCopyCommand({
        ...at,
        UploadId,
        PartNumber: 1,
        CopySource: 'things/a%20b',
        CopySourceRange,
      }),
    );
  await copy();
  const { CopyPartResult } = await copy('bytes=2-4');
  await expect(copy('bytes=4-2')).rejects.toMatchObject({
    name: 'InvalidArgument',
    ArgumentName: 'x-amz-copy-source-range',
  });
  await expect(copy('bytes=2-10')).rejects.toMatchObject({ name: 'InvalidArgument' });
  await complete(UploadId, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
  const { Body } = await s3.send(new GetObjectCommand(at));
  expect(await Body?.transformToString()).toBe('234');
});
