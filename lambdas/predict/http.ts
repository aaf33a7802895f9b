import { ModelInputError } from '@packages/model';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { NoModelError } from './model-source.ts';

/** What of a request in payload format 2.0 this function reads. */
export type HttpRequest = Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>;

export interface Answering {
  readonly answer: (measurements: unknown) => Promise<unknown>;
  /** The caller is told that there is no model, and not why. */
  readonly onUnavailable: (error: Error) => void;
}

export function isHttpRequest(event: unknown): event is HttpRequest {
  return typeof event === 'object' && event !== null && 'requestContext' in event;
}

/** The answer to the JSON body of a request: 200, 400 with what is wrong with it, or 503. */
export async function answerHttp(
  request: HttpRequest,
  { answer, onUnavailable }: Answering,
): Promise<APIGatewayProxyStructuredResultV2> {
  try {
    return json(200, await answer(readBody(request)));
  } catch (error) {
    if (error instanceof ModelInputError) return json(400, { problems: error.problems });
    if (error instanceof NoModelError) {
      onUnavailable(error);
      return json(503, { problems: [error.message] });
    }
    throw error;
  }
}

function readBody({ body = '', isBase64Encoded }: HttpRequest): unknown {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelInputError(['the body is not JSON']);
  }
}

function json(statusCode: number, value: unknown): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  };
}
