import type { Sender } from '../../../delivery/delivery.ts';

/** S3 in the name of a bucket. */
export function senderOf(bucket: string): Sender {
  return { principal: 's3.amazonaws.com', sourceArn: `arn:aws:s3:::${bucket}` };
}
