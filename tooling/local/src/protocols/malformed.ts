import { AwsError } from '../aws-error.ts';

/** What AWS's JSON services answer to a request that is not of its schema's types. */
export function malformed(message: string): AwsError {
  return new AwsError(400, 'SerializationException', message);
}
