import { z } from 'zod';

/** An ARN of one kind. @param shape - as people read it: `arn:aws:kms:REGION:ACCOUNT:key/ID` */
const arn = (pattern: RegExp, what: string, shape: string) =>
  z.string().regex(pattern, { error: `is not the ARN of ${what} (${shape})` });

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const isStandard = (value: string) => !/:(?:sqs|sns):.*\.fifo$/.test(value);
const onlyStandard = {
  error: 'is a FIFO queue or topic, and Lambda sends asynchronous events to standard ones alone',
};

export const roleArn = arn(
  /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  'a role',
  'arn:aws:iam::ACCOUNT:role/NAME',
);

/** A managed policy of the account, or one of AWS's own. */
export const policyArn = arn(
  /^arn:aws[\w-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/,
  'a managed policy',
  'arn:aws:iam::ACCOUNT:policy/NAME',
);

export const kmsKeyArn = arn(
  /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[\w/-]+$/,
  'a KMS key',
  'arn:aws:kms:REGION:ACCOUNT:key/ID',
);

export const layerArn = arn(
  /^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:layer:[\w-]+:\d+$/,
  'a layer version',
  'arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION',
);

export const codeSigningConfigArn = arn(
  /^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:code-signing-config:csc-[a-z0-9]{17}$/,
  'a code signing configuration',
  'arn:aws:lambda:REGION:ACCOUNT:code-signing-config:csc-ID',
);

export const runtimeVersionArn = arn(
  /^arn:aws[\w-]*:lambda:[a-z0-9-]+::runtime:[\w-]+$/,
  'a version of a runtime',
  'arn:aws:lambda:REGION::runtime:ID',
);

export const deadLetterArn = arn(
  /^arn:aws[\w-]*:(?:sqs|sns):[a-z0-9-]+:\d{12}:[\w.-]+$/,
  'an SQS queue or an SNS topic',
  'arn:aws:sqs:REGION:ACCOUNT:NAME',
).refine(isStandard, onlyStandard);

export const successDestinationArn = arn(
  /^arn:aws[\w-]*:(?:(?:sqs|sns):[a-z0-9-]+:\d{12}:[\w.-]+|lambda:[a-z0-9-]+:\d{12}:function:[\w:$-]+|events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]+)$/,
  'an SQS queue, an SNS topic, a Lambda function or an EventBridge bus',
  'arn:aws:sqs:REGION:ACCOUNT:NAME',
).refine(isStandard, onlyStandard);

export const failureDestinationArn = arn(
  /^arn:aws[\w-]*:(?:(?:sqs|sns):[a-z0-9-]+:\d{12}:[\w.-]+|lambda:[a-z0-9-]+:\d{12}:function:[\w:$-]+|events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]+|s3:::[a-z0-9.-]+)$/,
  'an SQS queue, an SNS topic, a Lambda function, an EventBridge bus or an S3 bucket',
  'arn:aws:sqs:REGION:ACCOUNT:NAME',
).refine(isStandard, onlyStandard);

export const fileSystemArn = arn(
  /^arn:aws[\w-]*:elasticfilesystem:[a-z0-9-]+:\d{12}:access-point\/fsap-[a-f0-9]{17}$/,
  'an EFS access point',
  'arn:aws:elasticfilesystem:REGION:ACCOUNT:access-point/fsap-ID',
);
