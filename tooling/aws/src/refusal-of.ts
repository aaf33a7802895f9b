import { describeAnswer, isAwsError, remedyFor } from './translate-error.ts';

const refusals = [
  'AccessDenied',
  'AccessDeniedException',
  'DecryptionFailure',
  'InvalidKeyId',
  'InvalidParameterException',
  'InvalidRequestException',
  'ValidationException',
];

/** Why AWS does not give a value, in its words, which hold none. @throws whatever else it is */
export function refusalOf(error: unknown): string {
  if (!isAwsError(error, ...refusals)) throw error;
  const remedy = remedyFor(error);
  return describeAnswer(error) + (remedy === undefined ? '' : `; ${remedy}`);
}
