import type { NormalizedSchema } from '@smithy/core/schema';
import type { Codec } from './codec.ts';
import { isBound, readBound, writeBound } from './http-bindings.ts';
import { errorMembers, readJsonBody, writeJsonBody } from './json-body.ts';
import { structure, type OperationModel, type ServiceModel } from './service-model.ts';
import { compareSpecificity, matchUri } from './uri-template.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJson1: Codec = {
  operationName(request, model) {
    return operationsByUri(model).find(({ http }) => matches(http, request))?.name;
  },

  decode(request, { http, input }) {
    const labels = (http && matchUri(http.uri, request.path, request.query)) ?? {};
    const members: Record<string, unknown> = {};
    const inBody: (readonly [string, NormalizedSchema])[] = [];
    for (const [name, member] of input.structIterator()) {
      const { httpPayload } = member.getMergedTraits();
      if (httpPayload) members[name] = readPayload(member, request.body);
      else if (!isBound(member)) inBody.push([name, member]);
      else {
        const value = readBound(name, member, { request, labels });
        if (value !== undefined) members[name] = value;
      }
    }
    if (inBody.length === 0) return members;
    const body = structure('Body', inBody);
    return { ...readJsonBody(body, request.body, jsonSettings), ...members };
  },

  encode(output, { http, output: schema }, requestId) {
    const members = (output ?? {}) as Readonly<Record<string, unknown>>;
    const headers: Record<string, string> = { 'x-amzn-requestid': requestId };
    const inBody: (readonly [string, NormalizedSchema])[] = [];
    let status = http?.status ?? 200;
    let body: string | Uint8Array | undefined;
    for (const [name, member] of schema.structIterator()) {
      const value = members[name];
      const { httpPayload, httpResponseCode } = member.getMergedTraits();
      if (httpResponseCode) status = typeof value === 'number' ? value : status;
      else if (httpPayload) body = writePayload(member, value);
      else if (isBound(member)) writeBound(headers, member, value);
      else inBody.push([name, member]);
    }
    if (body === undefined && inBody.length > 0) {
      body = writeJsonBody(structure('Body', inBody), members, jsonSettings);
    }
    return {
      status,
      headers: { ...headers, 'content-type': 'application/json' },
      body: body ?? '',
    };
  },

  encodeError(error, model, requestId): WireResponse {
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
};

const jsonSettings = { jsonName: true };
const sortedOperations = new WeakMap<ServiceModel, readonly OperationModel[]>();

/** The most specific path first. */
function operationsByUri(model: ServiceModel): readonly OperationModel[] {
  let operations = sortedOperations.get(model);
  if (operations === undefined) {
    operations = [...model.operations.values()].sort((a, b) =>
      a.http && b.http ? compareSpecificity(a.http.uri, b.http.uri) : 0,
    );
    sortedOperations.set(model, operations);
  }
  return operations;
}

function matches(http: OperationModel['http'], { method, path, query }: WireRequest): boolean {
  return http?.method === method && matchUri(http.uri, path, query) !== undefined;
}

function readPayload(member: NormalizedSchema, body: Uint8Array): unknown {
  if (body.byteLength === 0) return undefined;
  if (member.isBlobSchema()) return body;
  if (member.isStringSchema()) return new TextDecoder().decode(body);
  return readJsonBody(member, body, jsonSettings);
}

function writePayload(member: NormalizedSchema, value: unknown): string | Uint8Array {
  if (value === undefined || value === null) return '';
  if (value instanceof Uint8Array || typeof value === 'string') return value;
  return writeJsonBody(member, value, jsonSettings);
}
