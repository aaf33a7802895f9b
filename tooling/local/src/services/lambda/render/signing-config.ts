import type { CodeSigningConfig } from '@aws-sdk/client-lambda';
import type { Home } from '../names/function-name.ts';
import type { SigningConfig } from '../signing/signing-config-store.ts';

export function showSigningConfig(config: SigningConfig, home: Home): CodeSigningConfig {
  return {
    CodeSigningConfigId: config.id,
    CodeSigningConfigArn: `arn:aws:lambda:${home.region}:${home.accountId}:code-signing-config:${config.id}`,
    Description: config.description,
    AllowedPublishers: { SigningProfileVersionArns: [...config.signingProfileVersionArns] },
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: config.untrustedArtifactOnDeployment },
    LastModified: new Date(config.lastModifiedMs).toISOString().replace('Z', '+0000'),
  };
}
