import type { ChecksumType } from '@aws-sdk/client-s3';
import type { ObjectDocument } from './s3-store.ts';

/** That of the parts' checksums says how many there were: `…-3`. */
export function checksumTypeOf({ checksums }: ObjectDocument): ChecksumType {
  return Object.values(checksums).some((value) => /-\d+$/.test(value))
    ? 'COMPOSITE'
    : 'FULL_OBJECT';
}
