import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkConfig, UserError } from '@tooling/core/build';
import type { z } from 'zod';
import { describeImportError } from './describe-import-error.ts';
import { guardedImport } from './guarded-import.ts';

const extensions = ['ts', 'mts', 'js', 'mjs'] as const;

/** What other tools read, and nobody here: passed over in silence it would look as if it were read. */
const unread = /^\.(?:c[jt]s|json[5c]?|ya?ml|toml)$/;

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/**
 * The path of a configuration file that may have any of Node's extensions, from the root.
 *
 * @throws UserError CONFIG_INVALID when there is more than one, or one that is not read
 */
function findConfig(root: string, directory: string, baseName: string): string | undefined {
  const names = namesIn(join(root, directory)).filter((name) => name.startsWith(`${baseName}.`));
  const other = names.find((name) => unread.test(name.slice(baseName.length)));
  if (other !== undefined) {
    const file = join(directory, other);
    throw new UserError('CONFIG_INVALID', `${file} is not read`, {
      subject: file,
      hint: `write it as ${baseName}.ts with \`export default { … }\`, or as .mts, .js or .mjs`,
    });
  }
  const found = extensions
    .map((extension) => `${baseName}.${extension}`)
    .filter((name) => names.includes(name))
    .map((name) => join(directory, name));
  if (found.length > 1) {
    throw new UserError('CONFIG_INVALID', `there is more than one ${baseName}`, {
      subject: directory,
      problems: found,
      hint: 'keep one of them',
    });
  }
  return found[0];
}

/**
 * Imports a configuration file and validates its default export.
 *
 * @param directory - from the root; `.` for the root itself
 * @param baseName - without extension: `lambda.config`
 * @returns undefined when there is no such file
 * @throws UserError CONFIG_INVALID with every problem of the file
 */
export async function loadConfig<Schema extends z.ZodType>(
  root: string,
  directory: string,
  baseName: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const found = await importConfig(root, directory, baseName);
  return found && checkConfig(schema, found.value, found.file);
}

/**
 * The same without validating it.
 *
 * @throws UserError CONFIG_INVALID when it cannot be loaded
 */
export async function importConfig(
  root: string,
  directory: string,
  baseName: string,
): Promise<{ readonly file: string; readonly value: unknown } | undefined> {
  const file = findConfig(root, directory, baseName);
  if (file === undefined) return undefined;
  const module = await importModule(root, file);
  if (!('default' in module)) {
    throw new UserError('CONFIG_INVALID', `${file} has no default export`, {
      subject: file,
      hint: 'write `export default { … }`',
    });
  }
  return { file, value: module.default };
}

const configUrls = new Set<string>();

/**
 * A configuration in TypeScript is an ES module, whatever the package around it is: Node would guess it
 * from the syntax and print a warning. A .js file is left to Node, it may be either.
 */
function takeAsModule(url: string): void {
  // With the first one: a hook makes all later imports slower.
  if (configUrls.size === 0) {
    registerHooks({
      load(one, context, nextLoad) {
        if (!configUrls.has(one)) return nextLoad(one, context);
        return nextLoad(one, { ...context, format: 'module-typescript' });
      },
    });
  }
  configUrls.add(url);
}

async function importModule(root: string, file: string): Promise<{ default?: unknown }> {
  // Node keeps what it has imported for as long as it runs: what was edited since is another module.
  const contents = readFileSync(join(root, file));
  const edition = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  const { href } = pathToFileURL(join(root, file));
  const url = `${href}?${edition}`;
  if (href.endsWith('.ts')) takeAsModule(url);
  try {
    return (await guardedImport(file, url)) as { default?: unknown };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { message, place } = await describeImportError(root, file, error);
    throw new UserError('CONFIG_INVALID', `${file} cannot be loaded: ${message}`, {
      subject: file,
      problems: place,
      hint: 'it is run by Node.js itself: plain TypeScript without enums or namespaces, imports with their extension',
      cause: error,
    });
  }
}
