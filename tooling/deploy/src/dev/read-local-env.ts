import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** The file's name, at the root for all functions and in a lambda's directory for its own. */
export const localEnvName = '.env.local';

/** What `.env.local` files say: secrets, for the environment of local functions alone. */
export interface LocalEnv {
  /** By the lambda's name; those that have none are left out. */
  readonly variables: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Lines that say nothing, by file and number. What is in them is told to nobody. */
  readonly warnings: readonly string[];
}

/** Reads the root's file, and over it that of each lambda. */
export async function readLocalEnv(root: string, lambdas: readonly string[]): Promise<LocalEnv> {
  const shared = await readOne(root, localEnvName);
  const own = await Promise.all(
    lambdas.map(async (name) => ({
      name,
      ...(await readOne(root, `lambdas/${name}/${localEnvName}`)),
    })),
  );
  const merged = own.map(
    ({ name, variables }) => [name, { ...shared.variables, ...variables }] as const,
  );
  return {
    variables: new Map(merged.filter(([, variables]) => Object.keys(variables).length > 0)),
    warnings: [...shared.warnings, ...own.flatMap(({ warnings }) => warnings)],
  };
}

interface OneFile {
  readonly variables: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

async function readOne(root: string, file: string): Promise<OneFile> {
  let text: string;
  try {
    text = await readFile(join(root, file), 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { variables: {}, warnings: [] };
    return { variables: {}, warnings: [`${file} cannot be read: ${code}`] };
  }
  const bad = badLines(text);
  const warnings = bad.map(
    (line) => `${file}:${line}: no NAME=value: the line is ignored; write one, or begin it with #`,
  );
  return { variables: withoutUndefined(parseEnv(text)), warnings };
}

/** Numbers of lines that `parseEnv` passes over in silence. */
function badLines(text: string): readonly number[] {
  const bad: number[] = [];
  let quote: string | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (quote !== undefined) {
      if (line.includes(quote)) quote = undefined;
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    const value = /^\s*(?:export\s+)?[A-Za-z_]\w*\s*=\s*(.*)$/.exec(line)?.[1];
    if (value === undefined) bad.push(index + 1);
    const opened = /^["'`]/.exec(value ?? '')?.[0];
    // A value in quotes may go on in the next lines.
    if (opened !== undefined && !value?.slice(1).includes(opened) && closes(text, index, opened)) {
      quote = opened;
    }
  }
  return bad;
}

const closes = (text: string, index: number, quote: string): boolean =>
  text
    .split(/\r?\n/)
    .slice(index + 1)
    .some((line) => line.includes(quote));

const withoutUndefined = (variables: NodeJS.Dict<string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
