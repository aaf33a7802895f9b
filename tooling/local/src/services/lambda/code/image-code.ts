import { createHash } from 'node:crypto';
import type { CodeReference } from '../document/function-document.ts';
import { invalidParameter } from '../lambda-errors.ts';

/**
 * The code of a container image, which nothing here can pull: there is no ECR. Its digest is the
 * one in the URI, or else made of the URI, so that another tag is another code.
 *
 * @throws AwsError for what is no image in ECR.
 */
export function imageCode(imageUri: string): CodeReference {
  const parts = ecrImage.exec(imageUri)?.groups;
  if (parts === undefined) {
    // As callers report it: https://github.com/aws/aws-cdk/issues/19139
    throw invalidParameter(`Source image ${imageUri} is not valid. Provide a valid source image.`);
  }
  const sha256Hex = parts.digest ?? createHash('sha256').update(imageUri).digest('hex');
  return { sha256Hex, sizeBytes: 0, unzippedBytes: 0, imageUri };
}

/** `REPOSITORY:TAG`, `REPOSITORY@sha256:DIGEST` or both, of a private repository. */
const ecrImage =
  /^(?<repository>\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[a-z0-9._/-]+)(?<tag>:[\w.-]+)?(?:@sha256:(?<digest>[0-9a-f]{64}))?$/;

/** The image by its digest, as GetFunction gives it beside the URI that was asked for. */
export function resolvedImageUri(imageUri: string, sha256Hex: string): string {
  const repository = ecrImage.exec(imageUri)?.groups?.repository ?? imageUri;
  return `${repository}@sha256:${sha256Hex}`;
}
