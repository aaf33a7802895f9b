import { AwsError } from '../../aws-error.ts';

const user = { Type: 'User' };

export function invalidParameter(message: string): AwsError {
  return new AwsError(400, 'InvalidParameterValueException', message, user);
}

export function notFound(message: string): AwsError {
  return new AwsError(404, 'ResourceNotFoundException', message, user);
}

export function functionNotFound(arn: string): AwsError {
  return notFound(`Function not found: ${arn}`);
}

export function conflict(message: string): AwsError {
  return new AwsError(409, 'ResourceConflictException', message, user);
}

/** @param reader The API that tells the caller which revision it should have named. */
export function staleRevision(reader: 'GetFunction/GetAlias' | 'GetPolicy'): AwsError {
  return new AwsError(
    412,
    'PreconditionFailedException',
    `The Revision Id provided does not match the latest Revision Id. Call the ${reader} API to retrieve the latest Revision Id`,
    user,
  );
}

/** Of a function that has, or is to have, a code signing configuration. */
export function signingConfigNotFound(arn: string): AwsError {
  return new AwsError(
    404,
    'CodeSigningConfigNotFoundException',
    `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
    user,
  );
}

export function requestTooLarge(message: string): AwsError {
  return new AwsError(413, 'RequestEntityTooLargeException', message);
}
