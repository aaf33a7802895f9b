import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { AwsError } from '../aws-error.ts';
import { checkJsonTypes } from './json-types.ts';
import { malformed } from './malformed.ts';

/** Epoch seconds, unless a member's own trait says otherwise: both JSON protocols of AWS. */
const timestampFormat = { useTrait: true, default: 7 } as const;

/** A body as the members of a structure; an empty body is an empty structure. */
export function readJsonBody(
  schema: NormalizedSchema,
  body: Uint8Array,
  settings: { readonly jsonName: boolean },
): Record<string, unknown> {
  const value = parseJson(body);
  checkJsonTypes(schema, value);
  try {
    const reader = new JsonShapeDeserializer2({ ...settings, timestampFormat });
    return reader.readObject(schema, value as never) as Record<string, unknown>;
  } catch (error) {
    // A blob that is not base64, a time that is none.
    throw malformed(error instanceof Error ? error.message : String(error));
  }
}

export function writeJsonBody(
  schema: NormalizedSchema,
  value: unknown,
  settings: { readonly jsonName: boolean },
): Uint8Array {
  const writer = new JsonShapeSerializer2({ ...settings, timestampFormat });
  writer.write(schema, value ?? {});
  return writer.flush();
}

/** The members that an error's answer has, by their names on the wire. */
export function errorMembers(
  error: AwsError,
  schema: NormalizedSchema | undefined,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  let messageName = 'message';
  if (schema !== undefined) {
    for (const [name, member] of schema.structIterator()) {
      if (name.toLowerCase() === 'message') messageName = name;
      else if (name === 'Type')
        body[name] = schema.getMergedTraits().error === 'server' ? 'Service' : 'User';
      if (member.getMergedTraits().httpHeader !== undefined) continue;
      if (error.members[name] !== undefined) body[name] = error.members[name];
    }
  }
  body[messageName] = error.message;
  return body;
}

function parseJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {};
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw malformed('The request body is not valid UTF-8');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed(`Could not parse request body into json: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(
      Array.isArray(value)
        ? 'Start of list found where not expected'
        : 'Unexpected value, expected a structure',
    );
  }
  return value;
}
