import type { Constraint, Constraints } from '../../../protocols/constraint.ts';
import { settingsConstraints } from './settings-constraints.ts';
import {
  aliasName,
  architectures,
  description,
  functionName,
  maxItems,
  namespacedFunctionName,
  region,
  s3Object,
  versionNumber,
  versionOrAlias,
} from './shared-constraints.ts';

const routingConfig: Constraint = {
  members: {
    AdditionalVersionWeights: {
      keys: { minLength: 1, maxLength: 1024, pattern: '[0-9]+' },
      values: { min: 0, max: 1, double: true, notNull: true },
    },
  },
};

const taggableResource: Constraint = {
  minLength: 1,
  maxLength: 256,
  pattern: String.raw`arn:(aws[a-zA-Z-]*):lambda:${region}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)`,
};

/** Of operations on functions, their versions, aliases, tags and policies, and of Invoke. */
export const functionConstraints: Readonly<Record<string, Constraints>> = {
  CreateFunction: {
    FunctionName: functionName,
    ...settingsConstraints,
    Code: { members: s3Object },
    PackageType: { enum: ['Zip', 'Image'] },
    Architectures: architectures,
  },
  UpdateFunctionConfiguration: { FunctionName: functionName, ...settingsConstraints },
  UpdateFunctionCode: { FunctionName: functionName, ...s3Object, Architectures: architectures },
  GetFunction: versionOrAlias,
  GetFunctionConfiguration: versionOrAlias,
  DeleteFunction: versionOrAlias,
  ListFunctions: {
    MasterRegion: { pattern: String.raw`ALL|[a-z]{2}(-gov)?-[a-z]+-\d{1}` },
    FunctionVersion: { enum: ['ALL'] },
    MaxItems: maxItems,
  },
  PublishVersion: { FunctionName: functionName, Description: description },
  ListVersionsByFunction: { FunctionName: namespacedFunctionName, MaxItems: maxItems },
  CreateAlias: {
    FunctionName: functionName,
    Name: aliasName,
    FunctionVersion: versionNumber,
    Description: description,
    RoutingConfig: routingConfig,
  },
  GetAlias: { FunctionName: functionName, Name: aliasName },
  UpdateAlias: {
    FunctionName: functionName,
    Name: aliasName,
    FunctionVersion: versionNumber,
    Description: description,
    RoutingConfig: routingConfig,
  },
  DeleteAlias: { FunctionName: functionName, Name: aliasName },
  ListAliases: {
    FunctionName: functionName,
    FunctionVersion: versionNumber,
    MaxItems: maxItems,
  },
  TagResource: { Resource: taggableResource },
  UntagResource: { Resource: taggableResource },
  ListTags: { Resource: taggableResource },
  AddPermission: {
    ...versionOrAlias,
    StatementId: { minLength: 1, maxLength: 100, pattern: '([a-zA-Z0-9-_]+)' },
    Action: { pattern: '(lambda:[*]|lambda:[a-zA-Z]+|[*])' },
    Principal: { pattern: String.raw`[^\s]+` },
    SourceArn: {
      pattern: String.raw`arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)`,
    },
    SourceAccount: { minLength: 0, maxLength: 12, pattern: String.raw`\d{12}` },
    EventSourceToken: { minLength: 0, maxLength: 256, pattern: String.raw`[a-zA-Z0-9._\-]+` },
    PrincipalOrgID: { minLength: 12, maxLength: 34, pattern: 'o-[a-z0-9]{10,32}' },
    FunctionUrlAuthType: { enum: ['NONE', 'AWS_IAM'] },
  },
  RemovePermission: {
    ...versionOrAlias,
    StatementId: { minLength: 1, maxLength: 100, pattern: '([a-zA-Z0-9-_.]+)' },
  },
  GetPolicy: versionOrAlias,
  PutFunctionConcurrency: {
    FunctionName: functionName,
    ReservedConcurrentExecutions: { min: 0 },
  },
  GetFunctionConcurrency: { FunctionName: functionName },
  DeleteFunctionConcurrency: { FunctionName: functionName },
  Invoke: {
    ...versionOrAlias,
    InvocationType: { enum: ['Event', 'RequestResponse', 'DryRun'] },
    LogType: { enum: ['None', 'Tail'] },
  },
};
