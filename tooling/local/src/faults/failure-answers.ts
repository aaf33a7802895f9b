import { AwsError } from '../aws-error.ts';

/** "Too many requests", as each service says it. */
export function throttled(service: string, retryAfterSeconds: number): AwsError {
  switch (service) {
    case 'lambda':
      return new AwsError(429, 'TooManyRequestsException', 'Rate exceeded', {
        Reason: 'CallerRateLimitExceeded',
        retryAfterSeconds: String(retryAfterSeconds),
      });
    case 's3':
      return new AwsError(503, 'SlowDown', 'Please reduce your request rate.');
    case 'iam':
    case 'sts':
    case 'monitoring':
      return new AwsError(400, 'Throttling', 'Rate exceeded');
    case 'tagging':
      return new AwsError(400, 'ThrottledException', 'Rate exceeded');
    default:
      return new AwsError(400, 'ThrottlingException', 'Rate exceeded');
  }
}

/** https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html, and S3's own. */
export function failed(service: string): AwsError {
  if (service === 's3') {
    return new AwsError(
      500,
      'InternalError',
      'We encountered an internal error. Please try again.',
    );
  }
  const message =
    'The request processing has failed because of an unknown error, exception or failure.';
  return new AwsError(500, service === 'lambda' ? 'ServiceException' : 'InternalFailure', message);
}

export function unavailable(service: string): AwsError {
  if (service === 's3') {
    return new AwsError(503, 'ServiceUnavailable', 'Service is unable to handle request.');
  }
  const query = service === 'iam' || service === 'sts' || service === 'monitoring';
  return new AwsError(
    503,
    query ? 'ServiceUnavailable' : 'ServiceUnavailableException',
    'The request has failed due to a temporary failure of the server.',
  );
}
