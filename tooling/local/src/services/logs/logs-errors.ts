import { AwsError } from '../../aws-error.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
export const invalidParameter = (message: string) =>
  new AwsError(400, 'InvalidParameterException', message);

export const groupExists = () =>
  new AwsError(400, 'ResourceAlreadyExistsException', 'The specified log group already exists');

export const streamExists = () =>
  new AwsError(400, 'ResourceAlreadyExistsException', 'The specified log stream already exists');

export const noGroup = () =>
  new AwsError(400, 'ResourceNotFoundException', 'The specified log group does not exist.');

export const noStream = () =>
  new AwsError(400, 'ResourceNotFoundException', 'The specified log stream does not exist.');

export const invalidToken = () => invalidParameter('The specified nextToken is invalid.');
