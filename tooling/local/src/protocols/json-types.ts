import type { NormalizedSchema } from '@smithy/core/schema';
import { malformed } from './malformed.ts';

/**
 * Checks parsed JSON against a schema, which the SDK's deserializer does not: it takes any type
 * anywhere, since a service's answers are right.
 *
 * The messages are those of AWS's own JSON services.
 *
 * @throws AwsError SerializationException
 */
export function checkJsonTypes(schema: NormalizedSchema, value: unknown): void {
  if (value === null || value === undefined || schema.isDocumentSchema()) return;
  if (schema.isStructSchema()) {
    const members = expectObject(value);
    for (const [name, member] of schema.structIterator()) checkJsonTypes(member, members[name]);
  } else if (schema.isMapSchema()) {
    const valueSchema = schema.getValueSchema();
    for (const entry of Object.values(expectObject(value))) checkJsonTypes(valueSchema, entry);
  } else if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw unexpected(value, 'a List');
    const itemSchema = schema.getValueSchema();
    for (const item of value) checkJsonTypes(itemSchema, item);
  } else {
    checkScalar(schema, value);
  }
}

function expectObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || Array.isArray(value)) throw unexpected(value, 'a Structure');
  return value as Readonly<Record<string, unknown>>;
}

function checkScalar(schema: NormalizedSchema, value: unknown): void {
  if (schema.isStringSchema()) {
    if (typeof value !== 'string') throw unexpected(value, 'a String');
  } else if (schema.isNumericSchema() || schema.isBigIntegerSchema()) {
    if (typeof value !== 'number') throw unexpected(value, 'a Number');
  } else if (schema.isBooleanSchema()) {
    if (typeof value !== 'boolean') throw unexpected(value, 'a Boolean');
  } else if (schema.isTimestampSchema()) {
    if (typeof value !== 'number' && typeof value !== 'string') {
      throw unexpected(value, 'a Timestamp');
    }
  } else if (schema.isBlobSchema()) {
    if (typeof value !== 'string') throw unexpected(value, 'a Blob');
  }
}

function unexpected(value: unknown, wanted: string) {
  if (Array.isArray(value)) return malformed('Start of list found where not expected');
  if (typeof value === 'object') {
    return malformed('Start of structure or map found where not expected.');
  }
  return malformed(`${token(value)} can not be converted to ${wanted}`);
}

/** As AWS's JSON parser calls a token. */
function token(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  if (typeof value === 'number') return 'NUMBER_VALUE';
  return 'STRING_VALUE';
}
