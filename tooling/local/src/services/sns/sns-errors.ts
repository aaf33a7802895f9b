import { AwsError } from '../../aws-error.ts';

/** Recorded (test_sns.snapshot.json, test_sns_filter_policy.snapshot.json of localstack). */
export const invalid = (what: string) =>
  new AwsError(400, 'InvalidParameter', `Invalid parameter: ${what}`);

export const noTopic = () => new AwsError(404, 'NotFound', 'Topic does not exist');

export const noSubscription = () => new AwsError(404, 'NotFound', 'Subscription does not exist');

export const noTagged = () => new AwsError(404, 'ResourceNotFound', 'Resource does not exist');

export const invalidValue = (message: string) =>
  new AwsError(400, 'ParameterValueInvalid', message);
