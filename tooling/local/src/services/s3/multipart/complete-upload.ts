import { createHash } from 'node:crypto';
import type {
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
  CompletedPart,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error.ts';
import type { RequestContext } from '../../../service.ts';
import { checksumDigests } from '../checksum-digests.ts';
import { encodeKey } from '../notifications/event-message.ts';
import { badDigest } from '../s3-errors.ts';
import {
  requireBucket,
  type PartDocument,
  type S3Store,
  type UploadDocument,
} from '../s3-store.ts';
import type { S3World } from '../s3-world.ts';
import { addVersion } from '../versions.ts';
import { wholeSeconds } from '../whole-seconds.ts';
import { checkWriteConditions, unquoted } from '../write-conditions.ts';
import { dropUpload, partKey, requireUpload } from './uploads.ts';

export const completeUploadOperations = ({ store, notify }: S3World) => ({
  async CompleteMultipartUpload(
    input: CompleteMultipartUploadRequest,
    context: RequestContext,
  ): Promise<CompleteMultipartUploadOutput> {
    requireBucket(store, input, context);
    const upload = requireUpload(store, input);
    checkWriteConditions(store, input);
    const parts = chooseParts(store, upload, input.MultipartUpload?.Parts ?? []);
    checkSize(parts, input.MpuObjectSize);
    const { sha256Hex, checksum } = await joinParts(store, upload, parts);
    const checksums = checksum ?? {};
    compareChecksums(input, checksums);
    const bucket = requireBucket(store, input, context);
    requireUpload(store, input);
    checkWriteConditions(store, input);
    const object = await addVersion(store, bucket, {
      bucket: bucket.name,
      key: upload.key,
      sha256Hex,
      sizeBytes: sizeOf(parts),
      etag: etagOf(parts),
      modifiedAtMs: wholeSeconds(context.now()),
      checksums,
      headers: upload.headers,
      metadata: upload.metadata,
    });
    await dropUpload(store, upload.uploadId);
    const event = 'ObjectCreated:CompleteMultipartUpload';
    notify({ event, bucket, version: object, context });
    return {
      Location: `${context.endpoint}/${bucket.name}/${encodeKey(upload.key)}`,
      Bucket: bucket.name,
      Key: upload.key,
      ETag: object.etag,
      ServerSideEncryption: 'AES256',
      VersionId: object.versionId,
      ...checksums,
      ...(checksum !== undefined && { ChecksumType: upload.checksumType }),
    };
  },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const minPartBytes = 5_242_880;

/** @throws AwsError when one is not there, not as it is said to be, out of order or too small. */
function chooseParts(
  { parts }: S3Store,
  { uploadId: UploadId }: UploadDocument,
  listed: readonly CompletedPart[],
): readonly PartDocument[] {
  if (listed.length === 0) {
    throw new AwsError(400, 'InvalidRequest', 'You must specify at least one part');
  }
  const numbers = listed.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw new AwsError(
      400,
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      { UploadId },
    );
  }
  const chosen = listed.map((one) => {
    const part = parts.get(partKey(UploadId, one.PartNumber ?? 0));
    if (part !== undefined && isSame(part, one)) return part;
    throw new AwsError(
      400,
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      { ETag: unquoted(one.ETag ?? ''), PartNumber: String(one.PartNumber ?? 0), UploadId },
    );
  });
  const small = chosen.slice(0, -1).find(({ sizeBytes }) => sizeBytes < minPartBytes);
  if (small === undefined) return chosen;
  throw new AwsError(
    400,
    'EntityTooSmall',
    'Your proposed upload is smaller than the minimum allowed size',
    {
      ETag: small.md5Hex,
      MinSizeAllowed: String(minPartBytes),
      PartNumber: String(small.partNumber),
      ProposedSize: String(small.sizeBytes),
    },
  );
}

function isSame({ md5Hex, checksums }: PartDocument, listed: CompletedPart): boolean {
  if (unquoted(listed.ETag ?? '') !== md5Hex) return false;
  const sent: Readonly<Record<string, unknown>> = { ...listed };
  return Object.entries(checksums).every(
    ([name, value]) => sent[name] === undefined || sent[name] === value,
  );
}

function sizeOf(parts: readonly PartDocument[]): number {
  return parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function checkSize(parts: readonly PartDocument[], said: number | undefined): void {
  const sizeBytes = sizeOf(parts);
  if (said === undefined || said === sizeBytes) return;
  throw new AwsError(
    400,
    'InvalidRequest',
    `The provided 'x-amz-mp-object-size' header value ${said} does not match what was computed: ${sizeBytes}`,
  );
}

/** The digest of the parts' digests, and how many there are. */
function etagOf(parts: readonly PartDocument[]): string {
  const md5 = createHash('md5');
  for (const { md5Hex } of parts) md5.update(md5Hex, 'hex');
  return `"${md5.digest('hex')}-${parts.length}"`;
}

interface Joined {
  readonly sha256Hex: string;
  readonly checksum?: Readonly<Record<string, string>> | undefined;
}

/** Writes the parts behind each other, piece by piece. */
async function joinParts(
  { blobs }: S3Store,
  { checksumAlgorithm, checksumType }: UploadDocument,
  parts: readonly PartDocument[],
): Promise<Joined> {
  const name = `Checksum${checksumAlgorithm ?? 'CRC32'}`;
  const whole = checksumDigests[name]?.();
  async function* pieces() {
    for (const { sha256Hex, sizeBytes } of parts) {
      if (sizeBytes === 0) continue;
      for await (const piece of await blobs.stream(sha256Hex, { start: 0, end: sizeBytes - 1 })) {
        whole?.update(piece);
        yield piece;
      }
    }
  }
  const sha256Hex = await blobs.putStream(pieces());
  if (checksumAlgorithm === undefined || whole === undefined) return { sha256Hex };
  const value = checksumType === 'COMPOSITE' ? composite(parts, name) : whole.base64();
  return { sha256Hex, checksum: { [name]: value } };
}

function composite(parts: readonly PartDocument[], name: string): string {
  const digest = checksumDigests[name]?.();
  for (const { checksums } of parts) digest?.update(Buffer.from(checksums[name] ?? '', 'base64'));
  return `${digest?.base64() ?? ''}-${parts.length}`;
}

/** A composite checksum may be sent without its number of parts. */
function compareChecksums(input: object, checksums: Readonly<Record<string, string>>): void {
  const sent = input as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(checksumDigests)) {
    const value = sent[name];
    if (typeof value !== 'string') continue;
    if ([checksums[name], checksums[name]?.replace(/-\d+$/, '')].includes(value)) continue;
    const algorithm = name.replace('Checksum', '');
    throw badDigest(`The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
