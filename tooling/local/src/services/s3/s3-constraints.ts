import type { Constraints } from '../../protocols/constraint.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html (read November 2026) */
export const s3Constraints: Readonly<Record<string, Constraints>> = {
  ListBuckets: { MaxBuckets: { min: 1, max: 10_000 } },
  ListObjectsV2: { MaxKeys: { min: 0 } },
};
