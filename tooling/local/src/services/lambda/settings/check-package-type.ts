import type { CreateFunctionRequest } from '@aws-sdk/client-lambda';
import { invalidParameter } from '../lambda-errors.ts';

type Given = Partial<Pick<CreateFunctionRequest, 'Runtime' | 'Handler' | 'Layers' | 'ImageConfig'>>;

/** A zip and a container image have different settings. @throws AwsError for the other one's. */
export function checkPackageType(input: Given, packageType: 'Zip' | 'Image'): void {
  const { Runtime, Handler, Layers, ImageConfig } = input;
  if (packageType === 'Image' && (Runtime ?? Handler ?? Layers?.[0]) !== undefined) {
    // As callers report it: https://github.com/aws/aws-cdk/issues/13037
    throw invalidParameter(
      "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
    );
  }
  if (packageType === 'Zip' && ImageConfig !== undefined && Object.keys(ImageConfig).length > 0) {
    // That AWS refuses it is documented, its words are not recorded.
    throw invalidParameter("Please don't provide ImageConfig for a function with packageType Zip.");
  }
}

/** What updating the code may bring. @throws AwsError for the other kind of package. */
export function checkUpdatedCode(
  { ImageUri }: { readonly ImageUri?: string | undefined },
  packageType: 'Zip' | 'Image',
): void {
  if (packageType === 'Image' && ImageUri === undefined) {
    throw invalidParameter(
      'Please provide ImageUri when updating a function with packageType Image.',
    );
  }
  if (packageType === 'Zip' && ImageUri !== undefined) {
    throw invalidParameter(
      "Please don't provide ImageUri when updating a function with packageType Zip.",
    );
  }
}
