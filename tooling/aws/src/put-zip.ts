import { Readable } from 'node:stream';
import type { FunctionCode } from '@aws-sdk/client-lambda';
import { UserError, type PlannedArtifact } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { answered, isAwsError, remedyFor } from './translate-error.ts';
import type { LentZip } from './with-zip.ts';

type BucketArtifact = PlannedArtifact & { readonly codeBucket: string };

// A body that is streamed cannot be sent again by the SDK: it has to begin anew.
const attempts = 3;

/**
 * Puts a zip that Lambda's API does not take into the stage's bucket, unless it is there: its digest
 * is its name.
 *
 * @returns where it lies
 * @throws UserError CODE_BUCKET_UNUSABLE
 */
export async function putZip(
  clients: AwsClients,
  artifact: BucketArtifact,
  zip: LentZip,
): Promise<FunctionCode> {
  const hex = Buffer.from(artifact.digest, 'base64').toString('hex');
  const place = { S3Bucket: artifact.codeBucket, S3Key: `lambda-deploy/${hex}.zip` };
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (!(await isThere(clients, place))) await put(clients, place, artifact, zip);
      return place;
    } catch (error) {
      if (attempt < attempts && !isFinal(error)) continue;
      throw unusable(artifact.codeBucket, error);
    }
  }
}

type Place = Required<Pick<FunctionCode, 'S3Bucket' | 'S3Key'>>;

async function isThere(
  { s3 }: AwsClients,
  { S3Bucket: Bucket, S3Key: Key }: Place,
): Promise<boolean> {
  const [{ HeadObjectCommand }, client] = await Promise.all([import('@aws-sdk/client-s3'), s3()]);
  try {
    await client.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    // Without s3:ListBucket S3 answers 403 for what is not there; and a HEAD says no reason.
    if (isAwsError(error, 'NotFound', 'NoSuchKey', 'Forbidden', 'AccessDenied', '403'))
      return false;
    throw error;
  }
}

async function put(
  { s3 }: AwsClients,
  { S3Bucket: Bucket, S3Key: Key }: Place,
  { digest, zipBytes }: BucketArtifact,
  zip: LentZip,
): Promise<void> {
  const [{ PutObjectCommand }, client] = await Promise.all([import('@aws-sdk/client-s3'), s3()]);
  await client.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body: Readable.from(zip.stream(), { objectMode: false }),
      ContentLength: zipBytes,
      ContentType: 'application/zip',
      // S3 refuses other bytes than those that were planned.
      ChecksumSHA256: digest,
    }),
  );
}

const statusOf = (error: unknown): number =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata
    ?.httpStatusCode ?? 500;

/** What S3 refuses it refuses again; what was cut off or overloaded may go through. */
const isFinal = (error: unknown): boolean => statusOf(error) < 500 && statusOf(error) !== 429;

function unusable(bucket: string, error: unknown): unknown {
  if (!isAwsError(error, 'NoSuchBucket', 'AccessDenied', 'PermanentRedirect')) return error;
  const remedy = remedyFor(error);
  return new UserError(
    'CODE_BUCKET_UNUSABLE',
    `the zip cannot be put into the bucket ${bucket}${answered(error)}`,
    { subject: bucket, cause: error, ...(remedy !== undefined && { hint: remedy }) },
  );
}
