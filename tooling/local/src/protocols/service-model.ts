import { NormalizedSchema } from '@smithy/core/schema';
import { parseUriTemplate, type UriTemplate } from './uri-template.ts';

/** An operation as the SDK's schemas describe it. */
export interface OperationModel {
  readonly name: string;
  /** Of REST protocols: method, path and the status of success. */
  readonly http?: { readonly method: string; readonly uri: UriTemplate; readonly status: number };
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

export interface ServiceModel {
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** Error structures by their name. */
  readonly errors: ReadonlyMap<string, NormalizedSchema>;
}

/**
 * Reads the schemas that a published SDK client exports: `GetFunction$`, `ServiceException$` and
 * so on.
 *
 * @param client - The namespace of the client's package, as `import()` returns it.
 */
export function readServiceModel(client: object): ServiceModel {
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, NormalizedSchema>();
  for (const schema of Object.values(client)) {
    if (!isStaticSchema(schema)) continue;
    if (isOperation(schema)) operations.set(schema[2], readOperation(schema));
    if (schema[0] === errorSchema) errors.set(schema[2], NormalizedSchema.of(schema as never));
  }
  return { operations, errors };
}

/** How many members at the beginning of a structure are required: the schemas order them so. */
export function requiredMembers(structure: NormalizedSchema): readonly string[] {
  const schema: unknown = structure.getSchema();
  if (!Array.isArray(schema)) return [];
  const [, , , , names, , count] = schema as [...unknown[]];
  if (!Array.isArray(names) || typeof count !== 'number') return [];
  return names.slice(0, count) as string[];
}

/** A structure of our own making, of members whose schemas are known: a part of another one, say. */
export function structure(
  name: string,
  members: readonly (readonly [name: string, schema: NormalizedSchema])[],
): NormalizedSchema {
  const names = members.map(([member]) => member);
  const schemas = members.map(([, schema]) => schema.ref);
  return NormalizedSchema.of([structureSchema, 'local', name, 0, names, schemas] as never);
}

/** The kinds of schema, the first element of each: @smithy/types, StaticSchemaId. */
const structureSchema = 3;
const errorSchema = -3;
const operationSchema = 9;

type StaticSchema = readonly [
  kind: number,
  namespace: string,
  name: string,
  traits: unknown,
  ...rest: unknown[],
];
type OperationSchema = readonly [
  kind: typeof operationSchema,
  namespace: string,
  name: string,
  traits: unknown,
  input: () => unknown,
  output: () => unknown,
];

function isStaticSchema(value: unknown): value is StaticSchema {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[2] === 'string';
}

function isOperation(schema: StaticSchema): schema is OperationSchema {
  return schema[0] === operationSchema;
}

function labelsOf(input: NormalizedSchema): string[] {
  if (!input.isStructSchema()) return [];
  return [...input.structIterator()].flatMap(([name, member]) =>
    member.getMergedTraits().httpLabel ? [name] : [],
  );
}

function readOperation([, , name, traits, input, output]: OperationSchema): OperationModel {
  const binding = (traits as { http?: readonly [string, string, number] }).http;
  const inputSchema = NormalizedSchema.of(input as never);
  return {
    name,
    ...(binding === undefined
      ? {}
      : {
          http: {
            method: binding[0],
            uri: parseUriTemplate(binding[1], labelsOf(inputSchema)),
            status: binding[2],
          },
        }),
    input: inputSchema,
    output: NormalizedSchema.of(output as never),
  };
}
