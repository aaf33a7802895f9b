import type {
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  ListPartsOutput,
  ListPartsRequest,
} from '@aws-sdk/client-s3';
import type { RequestContext } from '../../../service.ts';
import { ownerId } from '../bucket-operations.ts';
import { groupKeys } from '../group-keys.ts';
import { compareKeys, requireBucket, type S3Store, type UploadDocument } from '../s3-store.ts';
import type { S3World } from '../s3-world.ts';
import { encodingOf } from '../url-encoding.ts';
import { partsOf, requireUpload } from './uploads.ts';

export const listUploadsOperations = ({ store }: S3World) => ({
  ListMultipartUploads(
    input: ListMultipartUploadsRequest,
    context: RequestContext,
  ): Promise<ListMultipartUploadsOutput> {
    const { name } = requireBucket(store, input, context);
    const { Prefix, Delimiter, KeyMarker = '', UploadIdMarker = '', MaxUploads = 1000 } = input;
    const encode = encodingOf(input);
    const entries = afterMarkers(
      groupKeys(uploadsOf(store, name), { Prefix, Delimiter }),
      KeyMarker,
      UploadIdMarker,
    );
    const page = entries.slice(0, Math.min(MaxUploads, 1000));
    const last = page.at(-1);
    const who = { ID: ownerId(context.accountId) };
    return Promise.resolve({
      Bucket: name,
      Prefix: Prefix === undefined ? undefined : encode(Prefix),
      Delimiter: Delimiter === undefined ? undefined : encode(Delimiter),
      KeyMarker: encode(KeyMarker),
      UploadIdMarker,
      NextKeyMarker: encode(last?.name ?? ''),
      NextUploadIdMarker: last?.item?.uploadId ?? '',
      MaxUploads,
      EncodingType: input.EncodingType,
      IsTruncated: entries.length > page.length,
      Uploads: page.flatMap(({ item }) =>
        item === undefined
          ? []
          : [
              {
                UploadId: item.uploadId,
                Key: encode(item.key),
                Initiated: new Date(item.initiatedAtMs),
                StorageClass: 'STANDARD' as const,
                Owner: who,
                Initiator: who,
                ChecksumAlgorithm: item.checksumAlgorithm,
                ChecksumType: item.checksumType,
              },
            ],
      ),
      CommonPrefixes: page.flatMap((entry) =>
        entry.item === undefined ? [{ Prefix: encode(entry.name) }] : [],
      ),
    });
  },

  ListParts(input: ListPartsRequest, context: RequestContext): Promise<ListPartsOutput> {
    requireBucket(store, input, context);
    const { bucket, key, uploadId, checksumAlgorithm, checksumType } = requireUpload(store, input);
    const { MaxParts = 1000, PartNumberMarker = '0' } = input;
    const after = partsOf(store, uploadId).filter(
      ({ partNumber }) => partNumber > Number(PartNumberMarker),
    );
    const page = after.slice(0, Math.min(MaxParts, 1000));
    const who = { ID: ownerId(context.accountId) };
    return Promise.resolve({
      Bucket: bucket,
      Key: key,
      UploadId: uploadId,
      PartNumberMarker,
      NextPartNumberMarker: String(page.at(-1)?.partNumber ?? 0),
      MaxParts,
      IsTruncated: after.length > page.length,
      Parts: page.map(({ partNumber, modifiedAtMs, md5Hex, sizeBytes, checksums }) => ({
        PartNumber: partNumber,
        LastModified: new Date(modifiedAtMs),
        ETag: `"${md5Hex}"`,
        Size: sizeBytes,
        ...checksums,
      })),
      Initiator: who,
      Owner: who,
      StorageClass: 'STANDARD',
      ChecksumAlgorithm: checksumAlgorithm,
      ChecksumType: checksumType,
    });
  },
});

/** By their keys, and those of one key in the order in which they began. */
function uploadsOf({ uploads }: S3Store, bucket: string): readonly UploadDocument[] {
  return uploads
    .list()
    .map(([, upload]) => upload)
    .filter((upload) => upload.bucket === bucket)
    .sort((a, b) => compareKeys(a.key, b.key) || a.initiatedAtMs - b.initiatedAtMs);
}

function afterMarkers<Line extends { readonly name: string; readonly item?: UploadDocument }>(
  lines: readonly Line[],
  key: string,
  uploadId: string,
): readonly Line[] {
  if (key === '') return lines;
  const at = lines.findIndex(({ item }) => item?.key === key && item.uploadId === uploadId);
  return at < 0 ? lines.filter(({ name }) => compareKeys(name, key) > 0) : lines.slice(at + 1);
}
