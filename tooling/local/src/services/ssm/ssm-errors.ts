import { AwsError } from '../../aws-error.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html */
export const validation = (message: string) => new AwsError(400, 'ValidationException', message);

/** It says nothing of which one. */
export const noParameter = () => new AwsError(400, 'ParameterNotFound', '');

export const noVersion = (name: string, version: string) =>
  new AwsError(
    400,
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );

export const parameterExists = () =>
  new AwsError(
    400,
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );

export const otherType = () =>
  new AwsError(
    400,
    'HierarchyTypeMismatchException',
    "Parameter Store doesn't support changing a parameter type in a hierarchy.",
  );

export const invalidToken = () =>
  new AwsError(400, 'InvalidNextToken', 'The specified token is not valid.');
