import { AwsError } from '../../../aws-error.ts';
import { signingConfigNotFound } from '../lambda-errors.ts';
import type { SigningConfigStore } from './signing-config-store.ts';

/**
 * Code that was signed cannot be told here: all of it is taken to be unsigned, which a
 * configuration either lets pass with a warning that nobody reads, or refuses.
 *
 * @param named What is to be deployed: the name of a function, or the ARN of a layer's version.
 * @throws AwsError
 */
export function checkSignature(
  configArn: string | undefined,
  named: string,
  configs: SigningConfigStore,
): void {
  if (configArn === undefined) return;
  const config = configs.get(signingConfigId(configArn));
  if (config === undefined) throw signingConfigNotFound(configArn);
  if (config.untrustedArtifactOnDeployment === 'Warn') return;
  // As callers report it: https://github.com/aws/aws-cdk/issues/29474
  throw new AwsError(
    400,
    'CodeVerificationFailedException',
    `Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for ${named}.`,
    { Type: 'User' },
  );
}

/** The last part of the ARN of a code signing configuration. */
export function signingConfigId(arn: string): string {
  return arn.split(':').at(-1) ?? '';
}
