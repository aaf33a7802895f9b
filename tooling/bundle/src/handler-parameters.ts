import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import type { Lead } from './find-parameters.ts';

export interface HandlerQuery {
  readonly metafile: Metafile;
  readonly outputName: string;
  readonly workspaceRoot: string;
  /** The exported name. */
  readonly name: string;
}

/**
 * How many parameters the handler declares, read from the sources and without running them: the entry's,
 * and those of the modules that it takes its handler from. Undefined when only running it would tell, as
 * with what a library makes of it.
 */
export async function handlerParameters(query: HandlerQuery): Promise<number | undefined> {
  const { metafile, outputName } = query;
  const seen = new Set<string>();
  const entry = metafile.outputs[outputName]?.entryPoint;
  let lead: Lead = { file: entry ?? '', name: query.name };
  for (;;) {
    const place = `${lead.file}\0${lead.name}\0${String(lead.called)}`;
    if (seen.has(place)) return undefined;
    seen.add(place);
    const found = await findIn(lead, query);
    if (found === undefined || typeof found === 'number') return found;
    lead = found;
  }
}

/** The number, or where to look on. */
async function findIn(
  { file, name, called = false }: Lead,
  { metafile, workspaceRoot }: HandlerQuery,
): Promise<Lead | number | undefined> {
  const input = metafile.inputs[file];
  if (input === undefined || !/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  const source = await readFile(path.resolve(workspaceRoot, file), 'utf8');
  const certain = called ? undefined : countPlainly(source, name);
  if (certain !== undefined) return certain;
  // Loaded here: hardly a build needs the parser.
  const { findParameters } = await import('./find-parameters.ts');
  const found = findParameters(await toJavaScript(file, source), { name, called });
  if (found === undefined || typeof found === 'number') return found;
  const target = input.imports.find(({ original }) => original === found.file)?.path;
  return target === undefined ? undefined : { ...found, file: target };
}

/**
 * Most handlers are told without a parser: declared once, where they are exported, with no comma between
 * plain parentheses or a single one.
 */
function countPlainly(source: string, name: string): number | undefined {
  const declared = new RegExp(
    String.raw`^[ \t]*export\s+(?:const\s+${escape(name)}\b[^=\n]*=\s*(?:async\s*)?|(?:async\s+)?function\s+${escape(name)}\s*)\(([^()]*)\)\s*(?::[^={}]*)?(?:=>|\{)`,
    'gm',
  );
  const [first, second] = [...source.matchAll(declared)];
  if (first === undefined || second !== undefined) return undefined;
  const parameters = first[1] ?? '';
  if (/[={[.<>]/.test(parameters)) return undefined;
  const count = parameters.split(',').filter((one) => one.trim() !== '').length;
  return count < 3 ? count : undefined;
}

const escape = (name: string) => name.replaceAll('$', String.raw`\$`);

async function toJavaScript(file: string, source: string): Promise<string> {
  if (!/\.[cm]?tsx?$|\.jsx$/.test(file)) return source;
  const { transform } = await import('esbuild');
  const loader = file.endsWith('x') ? 'tsx' : 'ts';
  return (await transform(source, { loader, tsconfigRaw: {} })).code;
}
