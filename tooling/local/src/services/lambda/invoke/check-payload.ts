import { AwsError } from '../../../aws-error.ts';
import { requestTooLarge } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { describeJsonError } from './describe-json-error.ts';

const emptyEvent = new TextEncoder().encode('{}');

/** The event of an invocation. @throws AwsError when it is too long or not JSON. */
export function checkPayload(
  payload: Uint8Array | undefined,
  invocationType: 'Event' | 'RequestResponse',
): Uint8Array {
  if (payload === undefined || payload.length === 0) return emptyEvent;
  const limit =
    invocationType === 'Event'
      ? lambdaLimits.asynchronousPayloadBytes
      : lambdaLimits.synchronousPayloadBytes;
  if (payload.length > limit) {
    throw requestTooLarge(
      `Request must be smaller than ${String(limit)} bytes for the InvokeFunction operation`,
    );
  }
  if (!isJson(payload)) {
    throw invalidContent(
      `Could not parse request body into json: Could not parse payload into json: ${describeJsonError(payload)}`,
    );
  }
  return payload;
}

/** The JSON text of X-Amz-Client-Context, which is in base64. @throws AwsError */
export function decodeClientContext(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  const bytes = Buffer.from(header, 'base64');
  if (header.length > lambdaLimits.clientContextBytes || !isJson(bytes)) {
    throw invalidContent('Client context must be a valid Base64-encoded JSON object.');
  }
  return bytes.toString();
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

function invalidContent(message: string): AwsError {
  return new AwsError(400, 'InvalidRequestContentException', message, { Type: 'User' });
}
