import { AwsError } from '../aws-error.ts';
import type { Limiter } from '../gateway/call-operation.ts';
import { createTokenBucket } from './token-bucket.ts';

/**
 * Lambda's request quota: all callers of the account and region share it.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests
 */
const requestsPerSecond = { getFunction: 100, getPolicy: 15, controlPlane: 15 } as const;

/** Running functions is limited by concurrency, not by this quota. */
const invocations = new Set(['Invoke', 'InvokeAsync', 'InvokeWithResponseStream']);

/** Throttles as AWS does; `now` is the clock that the buckets are filled by. */
export function createAccountLimiter(now: () => Date): Limiter {
  const getFunction = createTokenBucket(requestsPerSecond.getFunction);
  const getPolicy = createTokenBucket(requestsPerSecond.getPolicy);
  const controlPlane = createTokenBucket(requestsPerSecond.controlPlane);
  const bucketOf = (operation: string) => {
    if (operation === 'GetFunction') return getFunction;
    return operation === 'GetPolicy' ? getPolicy : controlPlane;
  };
  return (service, operation) => {
    if (service !== 'lambda' || invocations.has(operation)) return;
    const waitMs = bucketOf(operation).take(now().getTime());
    if (waitMs === 0) return;
    // Whole seconds: https://datatracker.ietf.org/doc/html/rfc9110#field.retry-after
    throw new AwsError(429, 'TooManyRequestsException', 'Rate exceeded', {
      Reason: 'CallerRateLimitExceeded',
      retryAfterSeconds: String(Math.ceil(waitMs / 1000)),
    });
  };
}
