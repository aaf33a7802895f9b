import { AwsError } from '../../../aws-error.ts';
import { invalidParameter, requestTooLarge } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import type { ReadObject, ReadObjectResult } from './object-reader.ts';

/** Where the zip of a function or of a layer is: in the request itself, or in S3. */
export interface ZipSource {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
}

/** The bytes of a zip. @throws AwsError when there is none where the request says. */
export async function readZip(
  source: ZipSource,
  readObject: ReadObject | undefined,
): Promise<Uint8Array> {
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion } = source;
  if (ZipFile !== undefined) return checkedLength(ZipFile);
  if (S3Bucket === undefined || S3Key === undefined) {
    throw invalidParameter('Please provide a source for function code.');
  }
  if (readObject === undefined) {
    throw new AwsError(501, 'NotImplemented', 'The local AWS does not implement S3: no S3Bucket');
  }
  const result = await readObject(S3Bucket, S3Key, S3ObjectVersion);
  if (result.found) return result.bytes;
  throw invalidParameter(`Error occurred while GetObject. ${s3Error[result.missing]}`);
}

/** Only what is sent with a request is limited: what lies in S3 by its unzipped size alone. */
function checkedLength(zip: Uint8Array): Uint8Array {
  if (zip.length <= lambdaLimits.zippedBytes) return zip;
  throw requestTooLarge(
    `Zipped size must be smaller than ${String(lambdaLimits.zippedBytes)} bytes`,
  );
}

type Missing = Extract<ReadObjectResult, { readonly found: false }>['missing'];

/** S3's own words: of the bucket and the key as recorded, of the version as S3 documents them. */
const s3Error: Readonly<Record<Missing, string>> = {
  bucket: 'S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist',
  key: 'S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
  version: 'S3 Error Code: NoSuchVersion. S3 Error Message: The specified version does not exist.',
};
