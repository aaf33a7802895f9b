import type {
  UploadPartCopyOutput,
  UploadPartCopyRequest,
  UploadPartOutput,
  UploadPartRequest,
} from '@aws-sdk/client-s3';
import type { BodyStream } from '../../../protocols/wire.ts';
import type { RequestContext } from '../../../service.ts';
import { requireCopySource } from '../copy-source.ts';
import { receiveObject, type ReceivedObject } from '../receive-object.ts';
import { invalidArgument } from '../s3-errors.ts';
import {
  requireBucket,
  type ObjectDocument,
  type PartDocument,
  type S3Store,
  type UploadDocument,
} from '../s3-store.ts';
import type { S3World } from '../s3-world.ts';
import { versionIdOf } from '../versions.ts';
import { wholeSeconds } from '../whole-seconds.ts';
import { partKey, requireUpload } from './uploads.ts';

/** A request whose body comes piece by piece. */
type UploadPartInput = Omit<UploadPartRequest, 'Body'> & { readonly Body?: BodyStream | undefined };

export const partOperations = ({ store }: S3World) => ({
  async UploadPart(input: UploadPartInput, context: RequestContext): Promise<UploadPartOutput> {
    requireBucket(store, input, context);
    checkPartNumber(input.PartNumber);
    requireUpload(store, input);
    const { Body, ...sent } = input;
    const received = await receiveObject(store, Body, { ...sent });
    const { etag } = await keepPart(store, input, { received, context });
    return { ETag: etag, ServerSideEncryption: 'AES256', ...received.checksums };
  },

  async UploadPartCopy(
    input: UploadPartCopyRequest,
    context: RequestContext,
  ): Promise<UploadPartCopyOutput> {
    requireBucket(store, input, context);
    checkPartNumber(input.PartNumber);
    requireUpload(store, input);
    const source = requireCopySource(store, input, context);
    const pieces = await readPart(store, source.object, input.CopySourceRange);
    const received = await receiveObject(store, pieces, {});
    const { etag, part } = await keepPart(store, input, { received, context });
    return {
      CopyPartResult: {
        ETag: etag,
        LastModified: new Date(part.modifiedAtMs),
        ...part.checksums,
      },
      ...(source.bucket.versioning !== undefined && {
        CopySourceVersionId: versionIdOf(source.object),
      }),
      ServerSideEncryption: 'AES256',
    };
  },
});

function checkPartNumber(partNumber = 0): void {
  if (Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= 10_000) return;
  throw invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive',
    'partNumber',
    String(partNumber),
  );
}

/** A part that was sent before is replaced. */
async function keepPart(
  store: S3Store,
  input: UploadPartInput | UploadPartCopyRequest,
  { received, context }: { readonly received: ReceivedObject; readonly context: RequestContext },
): Promise<{ readonly etag: string; readonly part: PartDocument }> {
  // It may have been completed or aborted meanwhile.
  const upload = requireUpload(store, input);
  const { uploadId } = upload;
  const { PartNumber: partNumber = 0 } = input;
  const { sha256Hex, md5Hex, sizeBytes } = received;
  const part: PartDocument = {
    uploadId,
    partNumber,
    sha256Hex,
    md5Hex,
    sizeBytes,
    modifiedAtMs: wholeSeconds(context.now()),
    checksums: checksumsOf(upload, received),
  };
  await store.parts.put(partKey(uploadId, partNumber), part);
  return { etag: `"${md5Hex}"`, part };
}

/** The one that the whole upload is to have. */
function checksumsOf(
  { checksumAlgorithm }: UploadDocument,
  { calculated }: ReceivedObject,
): Readonly<Record<string, string>> {
  if (checksumAlgorithm === undefined) return {};
  const name = `Checksum${checksumAlgorithm}`;
  return { [name]: calculated[name] ?? '' };
}

async function readPart(
  { blobs }: S3Store,
  { sha256Hex, sizeBytes }: ObjectDocument,
  asked: string | undefined,
): Promise<BodyStream | undefined> {
  const range = copyRange(asked, sizeBytes);
  if (sizeBytes === 0) return undefined;
  const pieces = await blobs.stream(sha256Hex, range);
  return { trailers: {}, [Symbol.asyncIterator]: () => pieces[Symbol.asyncIterator]() };
}

/** Unlike a range of GetObject it has both ends, and is all there. */
function copyRange(asked: string | undefined, sizeBytes: number) {
  if (asked === undefined) return { start: 0, end: sizeBytes - 1 };
  const name = 'x-amz-copy-source-range';
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(asked) ?? [];
  const [start, end] = [Number(first), Number(last)];
  if (first === undefined || last === undefined || end < start) {
    const message = `The ${name} value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy`;
    throw invalidArgument(message, name, asked);
  }
  if (end < sizeBytes) return { start, end };
  const message = `Range specified is not valid for source object of size: ${sizeBytes}`;
  throw invalidArgument(message, name, asked);
}
