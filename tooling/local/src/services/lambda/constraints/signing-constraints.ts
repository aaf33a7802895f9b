import type { Constraint, Constraints } from '../../../protocols/constraint.ts';
import { anyArn, description, functionName, maxItems, region } from './shared-constraints.ts';

const configArn: Constraint = {
  minLength: 0,
  maxLength: 200,
  pattern: String.raw`arn:(aws[a-zA-Z-]*)?:lambda:${region}:\d{12}:code-signing-config:csc-[a-z0-9]{17}`,
};

const config: Constraints = {
  Description: description,
  AllowedPublishers: {
    members: {
      SigningProfileVersionArns: {
        minLength: 1,
        maxLength: 20,
        items: { ...anyArn, notNull: true },
        notNull: true,
      },
    },
  },
  CodeSigningPolicies: {
    members: { UntrustedArtifactOnDeployment: { enum: ['Warn', 'Enforce'] } },
  },
};

/** Of operations on code signing. */
export const signingConstraints: Readonly<Record<string, Constraints>> = {
  CreateCodeSigningConfig: config,
  UpdateCodeSigningConfig: { CodeSigningConfigArn: configArn, ...config },
  GetCodeSigningConfig: { CodeSigningConfigArn: configArn },
  DeleteCodeSigningConfig: { CodeSigningConfigArn: configArn },
  ListCodeSigningConfigs: { MaxItems: maxItems },
  ListFunctionsByCodeSigningConfig: { CodeSigningConfigArn: configArn, MaxItems: maxItems },
  PutFunctionCodeSigningConfig: { FunctionName: functionName, CodeSigningConfigArn: configArn },
  GetFunctionCodeSigningConfig: { FunctionName: functionName },
  DeleteFunctionCodeSigningConfig: { FunctionName: functionName },
};
