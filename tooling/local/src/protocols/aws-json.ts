import type { Codec } from './codec.ts';
import type { AwsError } from '../aws-error.ts';
import { errorMembers, readJsonBody, writeJsonBody } from './json-body.ts';
import { queryErrorOf } from './query-error.ts';
import type { ServiceModel } from './service-model.ts';

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html, and 1.0, which differs in a header. */
export function awsJson(version: '1.0' | '1.1'): Codec {
  const contentType = `application/x-amz-json-${version}`;
  const headers = (requestId: string) => ({
    'x-amzn-requestid': requestId,
    'content-type': contentType,
  });
  return {
    operationName: ({ headers }) => headers['x-amz-target']?.split('.')[1],
    decode: ({ body }, { input }) => readJsonBody(input, body, jsonSettings),
    encode: (output, { output: schema }, requestId) => ({
      status: 200,
      headers: headers(requestId),
      // Operations without an output answer with no body at all.
      body: schema.isUnitSchema() ? '' : writeJsonBody(schema, output, jsonSettings),
    }),
    encodeError: (error, model, requestId) => ({
      status: error.status,
      headers: {
        ...headers(requestId),
        ...(version === '1.0' ? queryErrorHeader(error, model) : {}),
        ...error.headers,
      },
      body: JSON.stringify({
        __type: error.code,
        ...errorMembers(error, model?.errors.get(error.code)),
      }),
    }),
  };
}

/** Services that spoke the query protocol once, all of them in 1.0, still say the error's name of then. */
function queryErrorHeader(
  error: AwsError,
  model: ServiceModel | undefined,
): Record<string, string> {
  const name = queryErrorOf(error, model);
  return name === undefined ? {} : { 'x-amzn-query-error': name };
}

const jsonSettings = { jsonName: false };
