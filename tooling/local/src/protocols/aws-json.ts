import type { Codec } from './codec.ts';
import { errorMembers, readJsonBody, writeJsonBody } from './json-body.ts';

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
      headers: { ...headers(requestId), ...error.headers },
      body: JSON.stringify({
        __type: error.code,
        ...errorMembers(error, model?.errors.get(error.code)),
      }),
    }),
  };
}

const jsonSettings = { jsonName: false };
