import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Codec } from './codec.ts';
import { errorMembers, readJsonBody, writeJsonBody } from './json-body.ts';
import { malformed } from './malformed.ts';
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
const textSettings = {
  httpBindings: true,
  timestampFormat: { useTrait: true, default: 7 },
} as const;

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

function isBound(member: NormalizedSchema): boolean {
  const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders } =
    member.getMergedTraits();
  return Boolean(httpLabel ?? httpQuery ?? httpQueryParams ?? httpHeader ?? httpPrefixHeaders);
}

interface BoundSource {
  readonly request: WireRequest;
  readonly labels: Readonly<Record<string, string>>;
}

/** A member that is in the path, the query or a header. */
function readBound(name: string, member: NormalizedSchema, source: BoundSource): unknown {
  const { request, labels } = source;
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpLabel) return readText(member, decodeLabel(labels[name]));
  if (httpHeader !== undefined) return readText(member, request.headers[httpHeader.toLowerCase()]);
  if (httpPrefixHeaders !== undefined) return readPrefixed(httpPrefixHeaders, request.headers);
  if (httpQuery === undefined) return Object.fromEntries(request.query);
  if (!member.isListSchema()) return readText(member, request.query.get(httpQuery) ?? undefined);
  const item = member.getValueSchema();
  const values = request.query.getAll(httpQuery);
  return values.length === 0 ? undefined : values.map((value) => readText(item, value));
}

function decodeLabel(label: string | undefined): string | undefined {
  try {
    return label === undefined ? undefined : decodeURIComponent(label);
  } catch {
    throw malformed(`The path has a malformed percent-encoding: ${label}`);
  }
}

function readText(schema: NormalizedSchema, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (schema.isNumericSchema() && !/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    throw malformed('STRING_VALUE can not be converted to a Number');
  }
  if (schema.isBooleanSchema() && !/^(true|false)$/i.test(text)) {
    throw malformed('STRING_VALUE can not be converted to a Boolean');
  }
  try {
    return new FromStringShapeDeserializer(textSettings).read(schema, text);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
}

function readPrefixed(prefix: string, headers: WireRequest['headers']): Record<string, string> {
  const lowerCase = prefix.toLowerCase();
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(lowerCase))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
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

function writeBound(headers: Record<string, string>, member: NormalizedSchema, value: unknown) {
  if (value === undefined || value === null) return;
  const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpHeader !== undefined) {
    const writer = new ToStringShapeSerializer(textSettings);
    writer.write(member, value);
    headers[httpHeader.toLowerCase()] = writer.flush();
  } else if (httpPrefixHeaders !== undefined) {
    for (const [name, text] of Object.entries(value)) {
      headers[`${httpPrefixHeaders}${name}`.toLowerCase()] = String(text);
    }
  }
}
