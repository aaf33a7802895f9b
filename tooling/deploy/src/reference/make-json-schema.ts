import { join } from 'node:path';
import { httpApiSchema, triggerSchema } from '@tooling/core';
import {
  AnyType,
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  SchemaGenerator,
  ts,
  type CompletedConfig,
  type Schema,
  type SubNodeParser,
} from 'ts-json-schema-generator';
import { z } from 'zod';

/**
 * The schema of what `--json` prints, made from the types that the commands print by. It costs seconds,
 * which only the reference pays.
 *
 * @param isStrict - whether a field that the types do not have is a mistake: for our own tests. Readers
 * have to let it pass, since a later version may say more
 */
export function makeJsonSchema(isStrict: boolean): Schema {
  const config: CompletedConfig = {
    ...DEFAULT_CONFIG,
    path: join(import.meta.dirname, '..', 'json-line.ts'),
    tsconfig: join(import.meta.dirname, '..', '..', '..', '..', 'tsconfig.json'),
    type: 'JsonLine',
    // The compiler of the repository has checked the types.
    skipTypeCheck: true,
    expose: 'all',
    additionalProperties: !isStrict,
  };
  const program = createProgram(config);
  const parser = createParser(program, config, (parsers) => {
    parsers.addNodeParser(inferredParser);
  });
  const generator = new SchemaGenerator(program, parser, createFormatter(config), config);
  const { definitions, ...schema } = generator.createSchema('JsonLine');
  return { ...schema, definitions: { ...definitions, ...inferredDefinitions(isStrict) } };
}

/** What zod infers is no text that could be read: its schema is asked instead. */
const inferredParser: SubNodeParser = {
  supportsNode: (node) => ts.isTypeReferenceNode(node) && node.getText().startsWith('z.infer<'),
  createType: () => new AnyType(),
};

const inferred = { Trigger: triggerSchema, HttpApiConfig: httpApiSchema };

function inferredDefinitions(isStrict: boolean): Record<string, Schema> {
  const entries = Object.entries(inferred).map(([name, type]) => {
    const text = JSON.stringify(z.toJSONSchema(type, { target: 'draft-7' }));
    // Definitions of its own stand in it: what points at them has to find the way from the root.
    const placed = text.replaceAll('"#/definitions/', `"#/definitions/${name}/definitions/`);
    const { $schema: _, ...schema } = JSON.parse(placed, (key, value: unknown) =>
      key === 'additionalProperties' && value === false && !isStrict ? undefined : value,
    ) as Schema;
    return [name, schema] as const;
  });
  return Object.fromEntries(entries);
}
