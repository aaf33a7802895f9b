import type { NormalizedSchema } from '@smithy/core/schema';
import type { Codec } from './codec.ts';
import { isBound, readBound, writeBound } from './http-bindings.ts';
import {
  requiredMembers,
  structure,
  type OperationModel,
  type ServiceModel,
} from './service-model.ts';
import { compareSpecificity, matchUri } from './uri-template.ts';
import type { WireRequest } from './wire.ts';

/** How a REST protocol writes bodies; all else is the same for each of them. */
export interface RestDialect extends Pick<Codec, 'encodeError'> {
  readonly contentType: string;
  headers(requestId: string): Record<string, string>;
  /** A document: the members of a structure. @throws AwsError when it is none. */
  read(schema: NormalizedSchema, body: Uint8Array): Record<string, unknown>;
  /** @param name Of the structure in the model. */
  write(schema: NormalizedSchema, value: unknown): string | Uint8Array;
}

/** Operations by method and URI, members in path, query, headers and body. */
export function createRestCodec(dialect: RestDialect): Codec {
  return {
    encodeError: dialect.encodeError,
    operationName: (request, model) =>
      operationsByUri(model).find((operation) => matches(operation, request))?.name,

    decode(request, { http, input }) {
      const labels = (http && matchUri(http.uri, request.path, request.query)) ?? {};
      const members: Record<string, unknown> = {};
      const inBody: (readonly [string, NormalizedSchema])[] = [];
      for (const [name, member] of input.structIterator()) {
        const { httpPayload } = member.getMergedTraits();
        if (httpPayload) members[name] = readPayload(dialect, member, request);
        else if (!isBound(member)) inBody.push([name, member]);
        else {
          const value = readBound(name, member, { request, labels });
          if (value !== undefined) members[name] = value;
        }
      }
      if (inBody.length === 0) return members;
      return { ...dialect.read(structure('Body', inBody), request.body), ...members };
    },

    encode(output, { http, output: schema }, requestId) {
      const { $metadata, ...members } = (output ?? {}) as Readonly<Record<string, unknown>>;
      const headers: Record<string, string> = dialect.headers(requestId);
      const inBody: (readonly [string, NormalizedSchema])[] = [];
      let status = statusOf($metadata) ?? http?.status ?? 200;
      let payload: Payload | undefined;
      for (const [name, member] of schema.structIterator()) {
        const value = members[name];
        const { httpPayload, httpResponseCode } = member.getMergedTraits();
        if (httpResponseCode) status = typeof value === 'number' ? value : status;
        else if (httpPayload) payload = writePayload(dialect, member, value);
        else if (isBound(member)) writeBound(headers, member, value);
        else inBody.push([name, member]);
      }
      if (payload === undefined && inBody.length > 0) {
        const name = schema.getMergedTraits().xmlName ?? schema.getName() ?? 'Body';
        payload = { body: dialect.write(structure(name, inBody), members) };
      }
      return {
        status,
        headers: { 'content-type': dialect.contentType, ...headers },
        ...{ body: '', ...payload },
      };
    },
  };
}

/** Where an operation has several: `{ $metadata: { httpStatusCode: 206 } }`, as the SDK's output says it. */
function statusOf(metadata: unknown): number | undefined {
  return (metadata as { readonly httpStatusCode?: number } | undefined)?.httpStatusCode;
}

const sortedOperations = new WeakMap<ServiceModel, readonly OperationModel[]>();

/** The most specific path first, and of equal ones the one that needs more parameters. */
function operationsByUri(model: ServiceModel): readonly OperationModel[] {
  let operations = sortedOperations.get(model);
  if (operations === undefined) {
    operations = [...model.operations.values()].sort((a, b) =>
      a.http && b.http
        ? compareSpecificity(a.http.uri, b.http.uri) || needs(b).length - needs(a).length
        : 0,
    );
    sortedOperations.set(model, operations);
  }
  return operations;
}

function matches(operation: OperationModel, request: WireRequest): boolean {
  const { http } = operation;
  if (http?.method !== request.method) return false;
  if (matchUri(http.uri, request.path, request.query) === undefined) return false;
  return needs(operation).every(
    ({ query, header }) =>
      (query !== undefined && request.query.has(query)) ||
      (header !== undefined && request.headers[header] !== undefined),
  );
}

/** Required parameters of the query and headers, by which operations of one path are told apart. */
function needs({ http, input }: OperationModel) {
  if (!http?.uri.isShared) return [];
  const required = requiredMembers(input);
  return [...input.structIterator()].flatMap(([name, member]) => {
    const { httpQuery: query, httpHeader } = member.getMergedTraits();
    if (!required.includes(name) || (query ?? httpHeader) === undefined) return [];
    return [{ query, header: httpHeader?.toLowerCase() }];
  });
}

function readPayload(
  dialect: RestDialect,
  member: NormalizedSchema,
  request: WireRequest,
): unknown {
  const { body, stream } = request;
  if (stream !== undefined && member.isStreaming()) return stream;
  if (body.byteLength === 0) return undefined;
  if (member.isBlobSchema()) return body;
  if (member.isStringSchema()) return new TextDecoder().decode(body);
  return dialect.read(member, body);
}

interface Payload {
  readonly body: string | Uint8Array;
  readonly stream?: AsyncIterable<Uint8Array>;
}

function writePayload(dialect: RestDialect, member: NormalizedSchema, value: unknown): Payload {
  if (value === undefined || value === null) return { body: '' };
  if (value instanceof Uint8Array || typeof value === 'string') return { body: value };
  if (member.isStreaming()) return { body: '', stream: value as AsyncIterable<Uint8Array> };
  return { body: dialect.write(member, value) };
}
