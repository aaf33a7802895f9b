import { z } from 'zod';
import { code } from './markdown.ts';

/** The part of JSON Schema that our schemas use. */
const jsonSchema = z.object({
  type: z
    .union([z.string(), z.array(z.string()).transform((types) => types.join(' or '))])
    .optional(),
  const: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  required: z.array(z.string()).optional(),
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof jsonSchema>> {
    return z.record(z.string(), jsonSchema).optional();
  },
  get anyOf(): z.ZodOptional<z.ZodArray<typeof jsonSchema>> {
    return z.array(jsonSchema).optional();
  },
  get oneOf(): z.ZodOptional<z.ZodArray<typeof jsonSchema>> {
    return z.array(jsonSchema).optional();
  },
  get items(): z.ZodOptional<typeof jsonSchema> {
    return jsonSchema.optional();
  },
  get propertyNames(): z.ZodOptional<typeof jsonSchema> {
    return jsonSchema.optional();
  },
  get additionalProperties(): z.ZodOptional<
    z.ZodUnion<readonly [typeof jsonSchema, z.ZodLiteral<false>]>
  > {
    return z.union([jsonSchema, z.literal(false)]).optional();
  },
});

type JsonSchema = z.infer<typeof jsonSchema>;

/** A field of a configuration as its reference page shows it. */
export interface Field {
  /** `logging.format`, `stages.<name>.region`. */
  readonly path: string;
  readonly isRequired: boolean;
  /** Type and limits, in Markdown. */
  readonly type: string;
  readonly description: string;
}

const describeLength = ({ maxLength }: JsonSchema): string =>
  maxLength === undefined ? '' : `, at most ${maxLength} characters`;

const describePattern = ({ pattern, format }: JsonSchema): string =>
  format === 'date-time'
    ? ', a moment in ISO 8601 with its zone'
    : pattern === undefined
      ? ''
      : `, matching ${code(pattern)}`;

function describeNumber({ minimum, maximum }: JsonSchema): string {
  if (minimum === undefined) return '';
  return maximum === undefined || maximum === Number.MAX_SAFE_INTEGER
    ? `, ${minimum} or more`
    : `, ${minimum} to ${maximum}`;
}

const describeCount = ({ maxItems }: JsonSchema): string =>
  maxItems === undefined ? '' : `, at most ${maxItems},`;

/** `whole number, 128 to 10240`. */
function describeType(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return describeChoices(schema.anyOf);
  if (schema.oneOf !== undefined) return 'objects by `type`';
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ');
  const { items, propertyNames, additionalProperties } = schema;
  switch (schema.type) {
    case 'integer':
      return `whole number${describeNumber(schema)}`;
    case 'array':
      return `array${describeCount(schema)} of: ${items === undefined ? '' : describeType(items)}`;
    case 'object':
      if (!propertyNames || !additionalProperties) return 'object';
      return additionalProperties.type === 'object' && additionalProperties.properties
        ? `object by name; a name is a ${describeType(propertyNames)}`
        : `object; keys: ${describeType(propertyNames)}; values: ${describeType(additionalProperties)}`;
    default:
      return `${schema.type ?? 'anything'}${describeLength(schema)}${describePattern(schema)}`;
  }
}

/** `null` is said last, and the same only once. */
function describeChoices(choices: readonly JsonSchema[]): string {
  const types = choices.map((one) => (one.type === 'null' ? code('null') : describeType(one)));
  return [...new Set(types)]
    .sort((a, b) => Number(a === code('null')) - Number(b === code('null')))
    .join(', or ');
}

/** The fields inside of a value, whichever of several it is; one that several have is listed once. */
function fieldsOf(schema: JsonSchema, prefix: string): Field[] {
  const { properties = {}, anyOf = [], oneOf = [], items, additionalProperties: values } = schema;
  const fields = [
    ...Object.entries(properties).flatMap(([name, field]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const { description } = field;
      if (description === undefined) throw new Error(`${path} has no description`);
      const isRequired = schema.required?.includes(name) ?? false;
      return [
        { path, isRequired, type: describeType(field), description },
        ...fieldsOf(field, path),
      ];
    }),
    ...anyOf.flatMap((one) => fieldsOf(one, prefix)),
    ...oneOf.flatMap((one) => fieldsOfKind(one, prefix)),
    ...(items ? fieldsOf(items, `${prefix}[]`) : []),
    ...(values ? fieldsOf(values, `${prefix}.<name>`) : []),
  ];
  return [
    ...new Map(fields.toReversed().map((field) => [field.path, field])).values(),
  ].toReversed();
}

/** One of several kinds of items, told apart by their `type`: `triggers[schedule]`, and its fields. */
function fieldsOfKind(schema: JsonSchema, prefix: string): Field[] {
  const { type, ...properties } = schema.properties ?? {};
  const kind = type?.const ?? '';
  const path = prefix.replace(/\[\]$/, `[${kind}]`);
  const { description } = schema;
  if (description === undefined) throw new Error(`${path} has no description`);
  return [
    { path, isRequired: false, type: `object with \`type: '${kind}'\``, description },
    ...fieldsOf({ ...schema, properties }, path),
  ];
}

/**
 * All fields of a schema, nested ones after the field that holds them.
 *
 * @throws Error for a field without a description
 */
export function listFields(schema: z.ZodType): readonly Field[] {
  const json = jsonSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
  return fieldsOf(json, '');
}
