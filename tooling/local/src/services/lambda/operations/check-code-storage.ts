import { AwsError } from '../../../aws-error.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import type { LambdaWorld } from './lambda-world.ts';

type Stored = Pick<LambdaWorld, 'store' | 'layers'>;

/** @throws AwsError when so many bytes more would be too many. */
export function checkCodeStorage(stored: Stored, unzippedBytes: number): void {
  if (codeStorageUsed(stored) + unzippedBytes <= lambdaLimits.codeStorageBytes) return;
  throw new AwsError(400, 'CodeStorageExceededException', 'Code storage limit exceeded.', {
    Type: 'User',
  });
}

/**
 * Unzipped bytes of all functions and layers. Every version counts, also when its code is the same
 * as another one's.
 */
export function codeStorageUsed({ store, layers }: Stored): number {
  const ofFunctions = store
    .list()
    .flatMap(({ latest, versions }) => [latest, ...Object.values(versions)])
    .map(({ code }) => code.unzippedBytes);
  const ofLayers = layers
    .list()
    .flatMap(({ versions }) => Object.values(versions).map((one) => one.unzippedBytes));
  return [...ofFunctions, ...ofLayers].reduce((sum, bytes) => sum + bytes, 0);
}
