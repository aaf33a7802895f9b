import { UserError, type ErrorCode } from '@tooling/core';
import { denialHint } from './denial-hint.ts';
import { fieldToMend } from './field-to-mend.ts';

/** What every exception of the SDK has, whichever client threw it. */
interface ServiceFailure extends Error {
  readonly $metadata: { readonly requestId?: string; readonly httpStatusCode?: number };
}

const isServiceFailure = (error: unknown): error is ServiceFailure =>
  error instanceof Error && '$metadata' in error && '$fault' in error;

/** Whether AWS answered with this error code. */
export function isAwsError(error: unknown, ...names: readonly string[]): error is ServiceFailure {
  return isServiceFailure(error) && names.includes(error.name);
}

/** Whether AWS refused a request only because there were too many. */
export const isThrottling = (error: unknown): boolean =>
  isServiceFailure(error) &&
  (error.$metadata.httpStatusCode === 429 ||
    ['ThrottlingException', 'Throttling', 'RequestLimitExceeded'].includes(error.name));

const credentialErrors = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

const networkCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError') return true;
  if ('code' in error && typeof error.code === 'string' && networkCodes.has(error.code))
    return true;
  return error instanceof AggregateError && error.errors.some(isNetworkFailure);
}

/** The message of an AggregateError is empty: its parts have the words. */
function wordsOf(error: Error): string {
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError) return error.errors.map(String).join('; ');
  return 'code' in error ? String(error.code) : error.name;
}

/**
 * Lambda's refusals of an environment quote all of it, with the values that nobody shall read in a
 * log.
 */
function withoutEnvironment(words: string): string {
  return words
    .replace(/(String measured:).*/s, '$1 (hidden)')
    .replace(/Value '.*' at 'environment/s, "Value '(hidden)' at 'environment");
}

/** Operations that failed, by what they failed with: the SDK's errors do not tell. */
const operations = new WeakMap<object, string>();

/** Remembers which operation an error came of, for the message. */
export function noteOperation(error: unknown, operation: string): void {
  if (typeof error === 'object' && error !== null) operations.set(error, operation);
}

/**
 * What AWS answered, to which operation, and with the id by which its support finds the request: for a
 * message of ours.
 */
export function describeAnswer(error: Error): string {
  const words = withoutEnvironment(wordsOf(error));
  const requestId = isServiceFailure(error) ? error.$metadata.requestId : undefined;
  const notes = [
    ...(operations.has(error) ? [operations.get(error)] : []),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ];
  const origin = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  if (!isServiceFailure(error)) return words + origin;
  // S3 has no words for the answer to a HEAD.
  return [error.name, words].filter((part) => part !== '').join(': ') + origin;
}

/** The same, as the end of a message. */
export const answered = (cause: unknown): string =>
  cause instanceof Error ? `; AWS answered ${describeAnswer(cause)}` : '';

function codeOf(error: Error): ErrorCode | undefined {
  if (error.name === 'Error' && /credential/i.test(error.message)) return 'CREDENTIALS_MISSING';
  if (credentialErrors.has(error.name)) return 'CREDENTIALS_MISSING';
  if (isNetworkFailure(error)) return 'NETWORK_FAILED';
  if (isServiceFailure(error)) return 'AWS_REFUSED';
  return undefined;
}

/** AWS failed itself, and went on doing so. */
const isOutage = (error: unknown): boolean =>
  isServiceFailure(error) && (error.$metadata.httpStatusCode ?? 0) >= 500;

const outageHint =
  'AWS failed, and did so each time that it was asked again: run the same command again, later if need be; the request id is for its support';

/**
 * What AWS or the way to it said, as an error that the user can act on. What is none of these is
 * returned as it is: a bug of ours.
 */
export function translateError(error: unknown, subject?: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  const about = subject === undefined ? '' : `${subject}: `;
  const hint = isOutage(error)
    ? outageHint
    : code === 'AWS_REFUSED'
      ? (denialHint(error.message) ?? fieldToMend(error.name, error.message))
      : undefined;
  return new UserError(code, `${about}${describeAnswer(error)}`, {
    subject,
    cause: error,
    ...(hint !== undefined && { hint }),
  });
}

/** Runs something that talks to AWS; what it fails with is translated. */
export async function translating<Value>(
  subject: string | undefined,
  run: () => Promise<Value>,
): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    throw translateError(error, subject);
  }
}
