import { AwsError } from '../../aws-error.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const noBucket = (BucketName: string) =>
  new AwsError(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName });

export const noKey = (Key: string) =>
  new AwsError(404, 'NoSuchKey', 'The specified key does not exist.', { Key });

export const bucketNotEmpty = (BucketName: string, isVersioned: boolean) =>
  new AwsError(
    409,
    'BucketNotEmpty',
    isVersioned
      ? 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.'
      : 'The bucket you tried to delete is not empty',
    { BucketName },
  );

export const preconditionFailed = (Condition: string) =>
  new AwsError(
    412,
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    { Condition },
  );

export const notModified = (ETag: string) =>
  new AwsError(304, 'NotModified', 'Not Modified', {}, { etag: ETag });

export const badDigest = (message: string, members: Readonly<Record<string, string>> = {}) =>
  new AwsError(400, 'BadDigest', message, members);

export const invalidArgument = (message: string, ArgumentName?: string, ArgumentValue?: string) =>
  new AwsError(400, 'InvalidArgument', message, {
    ...(ArgumentName !== undefined && { ArgumentName }),
    ...(ArgumentValue !== undefined && { ArgumentValue }),
  });

export const invalidToken = () =>
  invalidArgument('The continuation token provided is incorrect', 'continuation-token');

export const malformedXml = () =>
  new AwsError(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
