import { AwsError } from '../../aws-error.ts';

/** Codes and statuses: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const noSuchEntity = (message: string) => new AwsError(404, 'NoSuchEntity', message);
export const alreadyExists = (message: string) => new AwsError(409, 'EntityAlreadyExists', message);
export const deleteConflict = (message: string) => new AwsError(409, 'DeleteConflict', message);
export const limitExceeded = (message: string) => new AwsError(409, 'LimitExceeded', message);
export const invalidInput = (message: string) => new AwsError(400, 'InvalidInput', message);
export const malformedPolicy = (message: string) =>
  new AwsError(400, 'MalformedPolicyDocument', message);
