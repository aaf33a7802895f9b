import type { Constraint, Constraints } from '../../../protocols/constraint.ts';

export const region = String.raw`(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}`;
const arnStart = String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?(${region}:)?(\d{12}:)?(function:)?`;

/** Of operations on a function as such. */
export const functionName: Constraint = {
  minLength: 1,
  maxLength: 140,
  pattern: String.raw`${arnStart}([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?`,
};

/** Of operations that also take a version or an alias. */
export const namespacedFunctionName: Constraint = {
  minLength: 1,
  maxLength: 256,
  pattern: String.raw`${arnStart}([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
};

const qualifier: Constraint = {
  minLength: 1,
  maxLength: 128,
  pattern: String.raw`\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+`,
};

export const aliasName: Constraint = {
  minLength: 1,
  maxLength: 128,
  pattern: '(?!^[0-9]+$)([a-zA-Z0-9-_]+)',
};

export const versionNumber: Constraint = {
  minLength: 1,
  maxLength: 1024,
  pattern: String.raw`(\$LATEST(\.PUBLISHED)?|[0-9]+)`,
};

export const description: Constraint = { minLength: 0, maxLength: 256 };
export const maxItems: Constraint = { min: 1, max: 10_000 };
export const architectures: Constraint = {
  minLength: 1,
  maxLength: 1,
  items: { enum: ['x86_64', 'arm64'], notNull: true },
};
export const anyArn: Constraint = { pattern: String.raw`(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()` };

export const layerVersionArn = String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:${region}:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)`;

/** Where the zip of a function or a layer is in S3. */
export const s3Object: Constraints = {
  S3Bucket: { minLength: 3, maxLength: 63, pattern: String.raw`[0-9A-Za-z\.\-_]*(?<!\.)` },
  S3Key: { minLength: 1, maxLength: 1024 },
  S3ObjectVersion: { minLength: 1, maxLength: 1024 },
};

/** Lambda reports a wrong qualifier before a wrong name. */
export const versionOrAlias: Constraints = {
  Qualifier: qualifier,
  FunctionName: namespacedFunctionName,
};
