import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { malformed } from './malformed.ts';
import type { WireRequest } from './wire.ts';

const textSettings = {
  httpBindings: true,
  timestampFormat: { useTrait: true, default: 7 },
} as const;

/** Whether a member is in the path, the query or a header rather than in the body. */
export function isBound(member: NormalizedSchema): boolean {
  const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders } =
    member.getMergedTraits();
  return Boolean(httpLabel ?? httpQuery ?? httpQueryParams ?? httpHeader ?? httpPrefixHeaders);
}

export interface BoundSource {
  readonly request: WireRequest;
  readonly labels: Readonly<Record<string, string>>;
}

/** @throws AwsError SerializationException when the text is not of the member's type. */
export function readBound(name: string, member: NormalizedSchema, source: BoundSource): unknown {
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

/** Adds a member that an answer has in its headers. */
export function writeBound(
  headers: Record<string, string>,
  member: NormalizedSchema,
  value: unknown,
) {
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
