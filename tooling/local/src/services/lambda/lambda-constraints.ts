import type { Constraint, Constraints } from '../../protocols/constraint.ts';

/**
 * What Lambda's API asks of the members of its requests.
 *
 * Lengths, ranges and enums: Lambda's API reference and published model
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html, read November 2026).
 * Patterns and the order of enums, which callers see in messages: recordings
 * (facts/aws-facts.json), where there is one.
 */
const region = String.raw`(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}`;
const arnStart = String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?(${region}:)?(\d{12}:)?(function:)?`;

/** Of operations on a function as such. */
const functionName: Constraint = {
  minLength: 1,
  maxLength: 140,
  pattern: String.raw`${arnStart}([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?`,
};

/** Of operations that also take a version or an alias. */
const namespacedFunctionName: Constraint = {
  minLength: 1,
  maxLength: 256,
  pattern: String.raw`${arnStart}([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
};

const qualifier: Constraint = {
  minLength: 1,
  maxLength: 128,
  pattern: String.raw`\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+`,
};

const aliasName: Constraint = {
  minLength: 1,
  maxLength: 128,
  pattern: '(?!^[0-9]+$)([a-zA-Z0-9-_]+)',
};

const versionNumber: Constraint = {
  minLength: 1,
  maxLength: 1024,
  pattern: String.raw`(\$LATEST(\.PUBLISHED)?|[0-9]+)`,
};

const description: Constraint = { minLength: 0, maxLength: 256 };
const maxItems: Constraint = { min: 1, max: 10_000 };
const architectures: Constraint = {
  minLength: 1,
  maxLength: 1,
  items: { enum: ['x86_64', 'arm64'], notNull: true },
};
const anyArn: Constraint = { pattern: String.raw`(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()` };

/** Creating and updating a function have these in common. */
const settings: Constraints = {
  Role: {
    pattern: String.raw`arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+`,
  },
  Handler: { minLength: 0, maxLength: 128, pattern: String.raw`[^\s]+` },
  Description: description,
  Timeout: { min: 1, max: 5400 },
  MemorySize: { min: 128, max: 32_768 },
  DeadLetterConfig: { members: { TargetArn: anyArn } },
  Environment: {
    members: {
      Variables: {
        keys: { pattern: '[a-zA-Z]([a-zA-Z0-9_])+', notNull: true },
        values: { notNull: true },
      },
    },
  },
  KMSKeyArn: anyArn,
  TracingConfig: { members: { Mode: { enum: ['Active', 'PassThrough'] } } },
  Layers: {
    items: {
      minLength: 1,
      maxLength: 2048,
      pattern: String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:${region}:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)`,
      notNull: true,
    },
  },
  EphemeralStorage: { members: { Size: { min: 512, max: 10_240, notNull: true } } },
  SnapStart: { members: { ApplyOn: { enum: ['PublishedVersions', 'None'] } } },
  LoggingConfig: {
    members: {
      LogFormat: { enum: ['JSON', 'Text'] },
      ApplicationLogLevel: { enum: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] },
      SystemLogLevel: { enum: ['DEBUG', 'INFO', 'WARN'] },
      LogGroup: { minLength: 1, maxLength: 512, pattern: String.raw`[\.\-_/#A-Za-z0-9]+` },
    },
  },
};

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

/** Lambda reports a wrong qualifier before a wrong name. */
const versionOrAlias: Constraints = { Qualifier: qualifier, FunctionName: namespacedFunctionName };

export const lambdaConstraints: Readonly<Record<string, Constraints>> = {
  CreateFunction: {
    FunctionName: functionName,
    ...settings,
    PackageType: { enum: ['Zip', 'Image'] },
    Architectures: architectures,
  },
  UpdateFunctionConfiguration: { FunctionName: functionName, ...settings },
  UpdateFunctionCode: { FunctionName: functionName, Architectures: architectures },
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
