import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** The schemas that a value may have under a name, and the names that it may have there. */
interface Fields {
  readonly shape: Readonly<Record<string, Schema>>;
  /** Of values under any other name. */
  readonly rest?: Schema | undefined;
}

/** Looks through what is optional, has a default, or is one of several. */
function fieldsOf(schema: Schema): readonly Fields[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return [{ shape: def.shape }];
    case 'record':
      return [{ shape: {}, rest: def.valueType }];
    case 'array':
      return [{ shape: {}, rest: def.element }];
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return fieldsOf(def.innerType);
    case 'pipe':
      return fieldsOf(def.in);
    case 'union':
      return def.options.flatMap(fieldsOf);
    default:
      return [];
  }
}

/** The names of fields that a schema knows at a path, sorted. */
export function knownFields(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  const schemas = path.reduce<readonly Schema[]>(
    (inner, part) =>
      inner.flatMap(fieldsOf).flatMap(({ shape, rest }) => shape[String(part)] ?? rest ?? []),
    [schema],
  );
  const names = schemas.flatMap(fieldsOf).flatMap(({ shape }) => Object.keys(shape));
  return [...new Set(names)].sort();
}
