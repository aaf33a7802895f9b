import { AwsError } from '../../aws-error.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export const invalidValue = (message: string) =>
  new AwsError(400, 'InvalidParameterValueException', message);

export const invalidCombination = (message: string) =>
  new AwsError(400, 'InvalidParameterCombinationException', message);

export const missingParameter = (name: string) =>
  new AwsError(400, 'MissingRequiredParameterException', `The parameter ${name} is required.`);

/** Recorded: it says nothing of which one. */
export const noAlarm = () => new AwsError(404, 'ResourceNotFound', '');

export const invalidToken = () => new AwsError(400, 'InvalidNextToken', 'Invalid nextToken');
