import type { Schema } from 'ts-json-schema-generator';
import { code, page, table } from './markdown.ts';

/** A kind of line: its fields, and what is said of it. */
interface Line {
  readonly type: string;
  readonly description: string;
  readonly fields: readonly string[];
}

/** All kinds of lines that a definition allows, those of nested unions too. */
function linesOf(schema: Schema, definition: Schema): readonly Line[] {
  const { $ref: reference, anyOf, properties, description = '' } = definition;
  if (reference !== undefined) {
    const name = reference.replace('#/definitions/', '');
    return linesOf(schema, (schema.definitions?.[name] ?? {}) as Schema);
  }
  if (anyOf !== undefined) return anyOf.flatMap((one) => linesOf(schema, one as Schema));
  const { const: type } = (properties?.type ?? {}) as Schema;
  if (typeof type !== 'string') throw new Error('a line of --json has no type');
  const fields = Object.keys(properties ?? {}).filter((name) => name !== 'type');
  return [{ type, description, fields }];
}

/** docs/reference/json-lines.md. */
export function renderJsonLines(schema: Schema): string {
  const lines = linesOf(schema, schema).toSorted((one, other) => (one.type < other.type ? -1 : 1));
  return page('JSON lines', [
    'With `--json` every command prints to standard output one JSON value a line, as things happen, and nothing else. The field `type` says what a line is; [json-lines.schema.json](json-lines.schema.json) is the JSON schema of all of them, made from the types that the commands print by.',
    'Fields may be added. Values of environment variables are in none of them.',
    table(
      ['type', 'fields', 'meaning'],
      lines.map(({ type, fields, description }) => [
        code(type),
        fields.map(code).join(', '),
        description,
      ]),
    ),
  ]);
}
