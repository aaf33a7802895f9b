import { createHash } from 'node:crypto';
import { AwsError } from '../../aws-error.ts';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { BodyStream } from '../../protocols/wire.ts';
import { checksumDigests, type Digest } from './checksum-digests.ts';
import { badDigest } from './s3-errors.ts';
import type { S3Store } from './s3-store.ts';

export interface ReceivedObject {
  readonly sha256Hex: string;
  readonly md5Hex: string;
  readonly sizeBytes: number;
  /** `ChecksumCRC32` → base64, of the one that was sent. */
  readonly checksums: Readonly<Record<string, string>>;
  /** All that can be calculated, whether they were sent or not. */
  readonly calculated: Readonly<Record<string, string>>;
}

/**
 * Writes the bytes of an object to the disk while they come, and compares them with what was said of
 * them before, in headers, or after, in trailers.
 *
 * @throws AwsError when they do not fit.
 */
export async function receiveObject(
  { blobs }: S3Store,
  body: BodyStream | undefined,
  sent: Readonly<Record<string, unknown>>,
): Promise<ReceivedObject> {
  refuseOtherChecksums(sent);
  checkMd5(sent.ContentMD5);
  const md5 = createHash('md5');
  const digests = Object.entries(checksumDigests).map(
    ([name, create]) => [name, create()] as const,
  );
  let sizeBytes = 0;
  async function* watched() {
    for await (const piece of body ?? []) {
      sizeBytes += piece.byteLength;
      md5.update(piece);
      for (const [, digest] of digests) digest.update(piece);
      yield piece;
    }
    // Before the bytes are kept: those that do not fit are not.
    checksums = compare(digests, { ...sent, ...trailing(body) });
    compareMd5(sent.ContentMD5, md5.copy().digest('base64'));
  }
  let checksums: Readonly<Record<string, string>> = {};
  const sha256Hex = await blobs.putStream(watched());
  const calculated = Object.fromEntries(digests.map(([name, digest]) => [name, digest.base64()]));
  return { sha256Hex, md5Hex: md5.digest('hex'), sizeBytes, checksums, calculated };
}

function compareMd5(sent: unknown, CalculatedDigest: string): void {
  if (typeof sent !== 'string' || sent === CalculatedDigest) return;
  const ExpectedDigest = Buffer.from(sent, 'base64').toString('hex');
  throw badDigest('The Content-MD5 you specified did not match what we received.', {
    CalculatedDigest,
    ExpectedDigest,
  });
}

/** @throws AwsError when it cannot be the digest of anything. */
function checkMd5(sent: unknown): void {
  if (typeof sent !== 'string' || /^[A-Za-z0-9+/]{22}==$/.test(sent)) return;
  throw new AwsError(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.', {
    'Content-MD5': sent,
  });
}

function trailing(body: BodyStream | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [header, value] of Object.entries(body?.trailers ?? {})) {
    const name = /^x-amz-checksum-(\w+)$/.exec(header)?.[1];
    if (name !== undefined) found[`Checksum${name.toUpperCase()}`] = value;
  }
  refuseOtherChecksums(found);
  return found;
}

function refuseOtherChecksums(sent: Readonly<Record<string, unknown>>): void {
  const other = Object.keys(sent).find(
    (name) =>
      /^Checksum(?!Algorithm$|Type$)/.test(name) &&
      sent[name] !== undefined &&
      !Object.hasOwn(checksumDigests, name),
  );
  if (other === undefined) return;
  throw notImplemented(`The local AWS does not verify ${other}: send CRC32, SHA1 or SHA256`);
}

function compare(
  digests: readonly (readonly [name: string, digest: Digest])[],
  sent: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const right: Record<string, string> = {};
  for (const [name, digest] of digests) {
    const value = sent[name];
    if (typeof value !== 'string') continue;
    const algorithm = name.replace('Checksum', '');
    if (!/^[A-Za-z0-9+/]+=*$/.test(value)) {
      throw new AwsError(
        400,
        'InvalidRequest',
        `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`,
      );
    }
    if (value !== digest.base64()) {
      throw badDigest(`The ${algorithm} you specified did not match the calculated checksum.`);
    }
    right[name] = value;
  }
  return right;
}
