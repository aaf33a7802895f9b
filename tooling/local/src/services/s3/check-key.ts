import { AwsError } from '../../aws-error.ts';

/** @throws AwsError KeyTooLongError */
export function checkKey(key: string): void {
  const sizeBytes = Buffer.byteLength(key);
  if (sizeBytes <= maxKeyBytes) return;
  throw new AwsError(400, 'KeyTooLongError', 'Your key is too long', {
    Size: String(sizeBytes),
    MaxSizeAllowed: String(maxKeyBytes),
  });
}

const maxKeyBytes = 1024;
