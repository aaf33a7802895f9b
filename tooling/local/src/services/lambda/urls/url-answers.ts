import type { WireResponse } from '../../../protocols/wire.ts';
import type { WebRequest } from '../../../web/web-request.ts';

/** An answer of Lambda itself, in the place of the function's. */
export function refusal(
  { requestId }: Pick<WebRequest, 'requestId'>,
  status: number,
  code: string,
  message: string | null,
): WireResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': code,
    },
    body: JSON.stringify({ Message: message }),
  };
}

/** Recorded 2025-11-24 (test_lambda.py, test_lambda_url_invocation_exception). */
export function failedAnswer({ requestId }: Pick<WebRequest, 'requestId'>): WireResponse {
  return {
    status: 502,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: 'Internal Server Error',
  };
}
