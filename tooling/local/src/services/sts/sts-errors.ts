import { AwsError } from '../../aws-error.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors */
export const invalidToken = (message: string) =>
  new AwsError(400, 'InvalidIdentityTokenException', message);

export const expiredToken = (message: string) =>
  new AwsError(400, 'ExpiredTokenException', message);

export const accessDenied = (message: string) => new AwsError(403, 'AccessDenied', message);

export const validation = (message: string) => new AwsError(400, 'ValidationError', message);
