import { AwsError } from '../../../aws-error.ts';
import type { PartDocument, S3Store, UploadDocument } from '../s3-store.ts';

/** What names an upload in a request. */
export interface UploadName {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly UploadId?: string | undefined;
}

/** @throws AwsError NoSuchUpload, also where it is for another key. */
export function requireUpload(
  { uploads }: S3Store,
  { Bucket, Key, UploadId = '' }: UploadName,
): UploadDocument {
  const upload = uploads.get(UploadId);
  if (upload !== undefined && upload.bucket === Bucket && upload.key === Key) return upload;
  throw new AwsError(
    404,
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId },
  );
}

export function partKey(uploadId: string, partNumber: number): string {
  return `${uploadId}/${partNumber}`;
}

/** By their numbers. */
export function partsOf({ parts }: S3Store, uploadId: string): readonly PartDocument[] {
  return parts
    .list()
    .map(([, part]) => part)
    .filter((part) => part.uploadId === uploadId)
    .sort((a, b) => a.partNumber - b.partNumber);
}

/** Forgets an upload and its parts. */
export async function dropUpload(store: S3Store, uploadId: string): Promise<void> {
  await store.uploads.delete(uploadId);
  for (const { partNumber } of partsOf(store, uploadId)) {
    await store.parts.delete(partKey(uploadId, partNumber));
  }
}
