import { readFile } from 'node:fs/promises';
import path from 'node:path';
import vm from 'node:vm';
import { parseJson } from './parse-json.ts';

export type ModuleFormat = 'esm' | 'cjs';

/**
 * Whether Node would run the entry as an ES module or as CommonJS.
 *
 * As https://nodejs.org/api/packages.html#determining-module-system has it: the extension, then
 * `type` of the package, then the syntax. Two things differ. Only a package.json of the lambda's own
 * directory counts: a lambda is a package, and the root's `type` is about the tools. And a `.ts`
 * without `type` is an ES module, since TypeScript is written as one.
 */
export async function decideFormat(
  entryFile: string,
  lambdaDirectory: string,
): Promise<ModuleFormat> {
  const extension = path.extname(entryFile);
  if (extension === '.mjs' || extension === '.mts') return 'esm';
  if (extension === '.cjs' || extension === '.cts') return 'cjs';
  const type = await readType(path.dirname(entryFile), lambdaDirectory);
  if (type === 'module') return 'esm';
  if (type === 'commonjs') return 'cjs';
  if (extension === '.ts') return 'esm';
  return compilesAsCommonJs(await readFile(entryFile, 'utf8')) ? 'cjs' : 'esm';
}

/** `type` of the nearest package.json, from the entry's directory up to the lambda's. */
async function readType(directory: string, lambdaDirectory: string): Promise<unknown> {
  for (let at = directory; ; at = path.dirname(at)) {
    const manifest = await readJson(path.join(at, 'package.json'));
    if (manifest !== undefined) return manifest.type;
    if (at === lambdaDirectory || at === path.dirname(at)) return undefined;
  }
}

async function readJson(file: string): Promise<{ readonly type?: unknown } | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return parseJson(text) as { type?: unknown };
  } catch {
    // esbuild reports it, with the line.
    return {};
  }
}

/**
 * Node's own test: a source that compiles as the body of a CommonJS wrapper is CommonJS, whatever it
 * does when it runs. Nothing is run here.
 */
function compilesAsCommonJs(source: string): boolean {
  try {
    vm.compileFunction(source, ['exports', 'require', 'module', '__filename', '__dirname']);
    return true;
  } catch {
    return false;
  }
}
