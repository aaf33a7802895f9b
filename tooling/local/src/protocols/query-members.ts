import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error.ts';

/**
 * Reads the flat parameters of the query protocol: `Tags.member.1.Key=stage` is the Key of the
 * first of Tags.
 *
 * @throws AwsError MalformedInput when a value is not of its type.
 */
export function readQueryMembers(
  structure: NormalizedSchema,
  form: URLSearchParams,
): Record<string, unknown> {
  const values = new Map<string, string>();
  for (const [name, value] of form) if (!values.has(name)) values.set(name, value);
  return readStructure(structure, { values, names: [...values.keys()].sort(), prefix: '' });
}

interface Parameters {
  readonly values: ReadonlyMap<string, string>;
  /** Sorted, so that those inside of another one stand together. */
  readonly names: readonly string[];
  /** Empty, or the name of what is being read and a dot. */
  readonly prefix: string;
}

function readStructure(schema: NormalizedSchema, from: Parameters): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const value = readValue(member, from, member.getMergedTraits().xmlName ?? name);
    if (value !== undefined) members[name] = value;
  }
  return members;
}

function readValue(schema: NormalizedSchema, from: Parameters, name: string): unknown {
  const key = `${from.prefix}${name}`;
  const inside = { ...from, prefix: `${key}.` };
  const value = from.values.get(key);
  if (value === undefined && !hasPrefix(from.names, inside.prefix)) return undefined;
  if (schema.isStructSchema()) return readStructure(schema, inside);
  if (schema.isListSchema()) return readList(schema, inside);
  if (schema.isMapSchema()) return readMap(schema, inside);
  return readScalar(schema, key, value);
}

/** Halves the names until the first that is not before the prefix is found: lists may be long. */
function hasPrefix(names: readonly string[], prefix: string): boolean {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return names[low]?.startsWith(prefix) ?? false;
}

function readList(schema: NormalizedSchema, from: Parameters): unknown[] {
  const item = schema.getValueSchema();
  const flat = schema.getMergedTraits().xmlFlattened;
  const itemName = flat ? '' : `${item.getMergedTraits().xmlName ?? 'member'}.`;
  const items: unknown[] = [];
  for (let index = 1; ; index++) {
    const value = readValue(item, from, `${itemName}${index}`);
    if (value === undefined) return items;
    items.push(value);
  }
}

function readMap(schema: NormalizedSchema, from: Parameters): Record<string, unknown> {
  const keySchema = schema.getKeySchema();
  const valueSchema = schema.getValueSchema();
  const entryName = schema.getMergedTraits().xmlFlattened ? '' : 'entry.';
  const keyName = keySchema.getMergedTraits().xmlName ?? 'key';
  const valueName = valueSchema.getMergedTraits().xmlName ?? 'value';
  const entries: [string, unknown][] = [];
  for (let index = 1; ; index++) {
    const inside = { ...from, prefix: `${from.prefix}${entryName}${index}.` };
    const key = readValue(keySchema, inside, keyName);
    if (typeof key !== 'string') return Object.fromEntries(entries);
    entries.push([key, readValue(valueSchema, inside, valueName)]);
  }
}

function readScalar(schema: NormalizedSchema, key: string, value: string | undefined): unknown {
  if (value === undefined) {
    throw malformedInput(`Start of structure or list found where not expected: ${key}`);
  }
  if (schema.isNumericSchema() && !/^[+-]?\d+(\.\d+)?$/.test(value)) {
    throw malformedInput(`Value '${value}' of ${key} is not a number`);
  }
  if (schema.isBooleanSchema() && !/^(true|false)$/i.test(value)) {
    throw malformedInput(`Value '${value}' of ${key} is not a boolean`);
  }
  try {
    return new FromStringShapeDeserializer(settings).read(schema, value);
  } catch (error) {
    throw malformedInput(`${key}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const settings = { httpBindings: false, timestampFormat: { useTrait: true, default: 5 } } as const;

function malformedInput(message: string): AwsError {
  return new AwsError(400, 'MalformedInput', message);
}
