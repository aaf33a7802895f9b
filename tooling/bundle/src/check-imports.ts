import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { formatMessage } from './format-message.ts';
import { splitInstalled } from './input-path.ts';
import { isLeftOut } from './left-out.ts';
import { nearestBuiltin } from './nearest-name.ts';
import { fileOf } from './read-inputs.ts';

export interface ImportsToCheck {
  readonly metafile: Metafile;
  readonly outputName: string;
  /** Bundled files, absolute, that must not be: what to say of each, after `this is `. */
  readonly refused: ReadonlyMap<string, string>;
  readonly external: readonly string[];
  readonly workspaceRoot: string;
}

/** Imports that esbuild accepts, and that fail elsewhere: when the function runs, on another machine. */
export async function checkImports(check: ImportsToCheck): Promise<string[]> {
  const { metafile, refused, workspaceRoot } = check;
  const problems: string[] = [];
  // The inputs also name what esbuild itself brings in, and what tree-shaking removed.
  const left = metafile.outputs[check.outputName]?.imports ?? [];
  const external = new Set(left.filter((item) => item.external).map((item) => item.path));
  const explained = new Set<string>();
  for (const [importer, { imports }] of Object.entries(metafile.inputs)) {
    for (const { path: target, original = target, ...item } of imports) {
      const file = fileOf(target, workspaceRoot);
      const text = item.external
        ? external.has(target) && explainExternal(target, importer, check.external)
        : prefixed('this is ', refused.get(file));
      if (!text) continue;
      explained.add(file);
      problems.push(await describe(text, importer, original, workspaceRoot));
    }
  }
  // Nothing imports the entry, and a pattern (`./steps/${name}.ts`) names no file.
  const entry = fileOf(metafile.outputs[check.outputName]?.entryPoint ?? '', workspaceRoot);
  for (const [file, text] of refused) {
    if (explained.has(file)) continue;
    problems.push(file === entry ? `the entry is ${text}` : `the bundle has ${text}`);
  }
  return problems;
}

const prefixed = (prefix: string, text: string | undefined) =>
  text === undefined ? undefined : prefix + text;

function explainExternal(target: string, importer: string, external: readonly string[]) {
  const isDeclared = isLeftOut(target, external);
  // Packages probe for builtins that only some versions of Node have, and cope.
  if (isBuiltin(target) || isDeclared || splitInstalled(`/${importer}`)) return undefined;
  if (!target.startsWith('node:')) return `"${target}" cannot be imported when the function runs`;
  const nearest = nearestBuiltin(target);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  return `"${target}" is not a module of Node.js${hint}`;
}

/** What to say of a bundled file that no other machine has. */
export function explainOutside(file: string): string {
  const installed = splitInstalled(file);
  return installed === undefined
    ? `${file}, outside of the repository: another machine would not have it; copy it into the repository`
    : `${installed.name} of ${installed.modules}, above the repository: another machine would not have it; add it to the package.json of the package that imports it`;
}

/** The metafile knows no lines: the first one that imports it. */
async function describe(text: string, importer: string, specifier: string, workspaceRoot: string) {
  const source = await readFile(path.resolve(workspaceRoot, importer), 'utf8').catch(() => '');
  const imports = /(?:from|import|require)[\s(]*(?<quoted>(['"]).*?\2)/dg;
  for (const [index, lineText] of source.split(/\r?\n/).entries()) {
    const match = [...lineText.matchAll(imports)].find(
      ({ groups }) => groups?.quoted?.slice(1, -1) === specifier,
    );
    const [start, end] = match?.indices?.groups?.quoted ?? [];
    if (start === undefined) continue;
    const column = Buffer.byteLength(lineText.slice(0, start));
    const length = Buffer.byteLength(lineText.slice(start, end));
    const location = { file: importer, line: index + 1, column, length, lineText };
    return formatMessage({ text, location });
  }
  return `${importer}: ${text}`;
}
