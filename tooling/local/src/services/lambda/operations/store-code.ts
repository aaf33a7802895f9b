import { AwsError } from '../../../aws-error.ts';
import type { BlobStore } from '../../../state/state.ts';
import { checkZip } from '../code/check-zip.ts';
import type { CodeReference, FunctionDocument } from '../document/function-document.ts';
import type { FunctionStore } from '../function-store.ts';
import { invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';

/** Checks a zip and keeps it. @throws AwsError when Lambda would not take it. */
export async function storeCode(
  zip: Uint8Array | undefined,
  { blobs, store }: { readonly blobs: BlobStore; readonly store: FunctionStore },
): Promise<CodeReference> {
  if (zip === undefined) throw invalidParameter('Please provide a source for function code.');
  const unzippedBytes = await checkZip(zip);
  if (codeStorageUsed(store.list()) + unzippedBytes > lambdaLimits.codeStorageBytes) {
    throw new AwsError(400, 'CodeStorageExceededException', 'Code storage limit exceeded.', {
      Type: 'User',
    });
  }
  return { sha256Hex: await blobs.put(zip), sizeBytes: zip.length, unzippedBytes };
}

/** Every version counts, also when its code is the same as another one's. */
export function codeStorageUsed(functions: readonly FunctionDocument[]): number {
  return functions
    .flatMap(({ latest, versions }) => [latest, ...Object.values(versions)])
    .reduce((sum, { code }) => sum + code.unzippedBytes, 0);
}
