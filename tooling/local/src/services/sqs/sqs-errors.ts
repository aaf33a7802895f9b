import { AwsError } from '../../aws-error.ts';

/**
 * Errors of the query protocol that the SDK's schemas do not know: older clients go by the name in
 * the header, newer ones by the type. Recorded (localstack, test_sqs.snapshot.json).
 */
function unmodelled(queryCode: string, code: string, message: string): AwsError {
  return new AwsError(400, code, message, {}, { 'x-amzn-query-error': `${queryCode};Sender` });
}

export const invalidValue = (message: string) =>
  unmodelled('InvalidParameterValue', 'InvalidParameterValueException', message);

export const invalidParameter = (name: string, value: unknown, reason: string) =>
  invalidValue(`Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`);

export const missingParameter = (name: string) =>
  unmodelled(
    'MissingParameter',
    'MissingRequiredParameterException',
    `The request must contain the parameter ${name}.`,
  );

export const noQueue = () =>
  new AwsError(400, 'QueueDoesNotExist', 'The specified queue does not exist.');

export const invalidAttributeName = (message: string) =>
  new AwsError(400, 'InvalidAttributeName', message);

export const unknownAttribute = (name: string) =>
  invalidAttributeName(`Unknown Attribute ${name}.`);

export const invalidAttributeValue = (name: string, reason?: string) =>
  new AwsError(
    400,
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason === undefined ? '' : ` Reason: ${reason}`}`,
  );

export const invalidReceipt = (handle: string) =>
  new AwsError(
    404,
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
