import { join } from 'node:path';
import { createGenerator, type Schema } from 'ts-json-schema-generator';

/**
 * The schema of what `--json` prints, made from the types that the commands print by. It costs seconds,
 * which only the reference pays.
 *
 * @param isStrict - whether a field that the types do not have is a mistake: for our own tests. Readers
 * have to let it pass, since a later version may say more
 */
export function makeJsonSchema(isStrict: boolean): Schema {
  const generator = createGenerator({
    path: join(import.meta.dirname, '..', 'json-line.ts'),
    tsconfig: join(import.meta.dirname, '..', '..', '..', '..', 'tsconfig.json'),
    type: 'JsonLine',
    // The compiler of the repository has checked the types.
    skipTypeCheck: true,
    expose: 'all',
    additionalProperties: !isStrict,
  });
  return generator.createSchema('JsonLine');
}
