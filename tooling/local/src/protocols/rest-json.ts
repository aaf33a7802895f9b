import { isBound, writeBound } from './http-bindings.ts';
import { errorMembers, readJsonBody, writeJsonBody } from './json-body.ts';
import { createRestCodec } from './rest-codec.ts';

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJson1 = createRestCodec({
  contentType: 'application/json',
  headers: (requestId) => ({ 'x-amzn-requestid': requestId }),
  read: (schema, body) => readJsonBody(schema, body, jsonSettings),
  write: (schema, value) => writeJsonBody(schema, value, jsonSettings),

  encodeError(error, model, requestId) {
    const schema = model?.errors.get(error.code);
    const headers: Record<string, string> = {
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
      'content-type': 'application/json',
      ...error.headers,
    };
    for (const [name, member] of schema?.structIterator() ?? []) {
      if (isBound(member)) writeBound(headers, member, error.members[name]);
    }
    return { status: error.status, headers, body: JSON.stringify(errorMembers(error, schema)) };
  },
});

const jsonSettings = { jsonName: true };
