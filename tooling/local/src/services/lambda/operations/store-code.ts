import { checkZip } from '../code/check-zip.ts';
import { imageCode } from '../code/image-code.ts';
import { readZip, type ZipSource } from '../code/read-zip.ts';
import type { CodeReference } from '../document/function-document.ts';
import { checkCodeStorage } from './check-code-storage.ts';
import type { LambdaWorld } from './lambda-world.ts';

/** Where the code of a function is: in the request, in S3 or, as an image, in ECR. */
export interface CodeSource extends ZipSource {
  readonly ImageUri?: string | undefined;
  readonly SourceKMSKeyArn?: string | undefined;
}

/** Checks a function's code and keeps it. @throws AwsError when Lambda would not take it. */
export async function storeCode(source: CodeSource, world: LambdaWorld): Promise<CodeReference> {
  if (source.ImageUri !== undefined) return imageCode(source.ImageUri);
  const zip = await readZip(source, world.readObject);
  const unzippedBytes = await checkZip(zip);
  checkCodeStorage(world, unzippedBytes);
  return {
    sha256Hex: await world.blobs.put(zip),
    sizeBytes: zip.length,
    unzippedBytes,
    ...(source.SourceKMSKeyArn && { sourceKmsKeyArn: source.SourceKMSKeyArn }),
  };
}
