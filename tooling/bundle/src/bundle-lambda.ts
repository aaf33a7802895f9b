import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { buildFailed, explainFailure, toWarning } from './build-failure.ts';
import type { Bundle } from './bundle.ts';
import { bundledBytes } from './bundled-bytes.ts';
import { checkHandler } from './check-handler.ts';
import { checkImports, explainOutside } from './check-imports.ts';
import { decideFormat } from './decide-format.ts';
import { esbuildOptions, type EsbuildRequest, type NodeTarget } from './esbuild-options.ts';
import { findEntry } from './find-entry.ts';
import { findExports } from './find-exports.ts';
import { findUnhashed } from './find-unhashed.ts';
import { inputPaths, toPosix } from './input-path.ts';
import { listFiles, readInputs } from './read-inputs.ts';
import { rewriteSourceMap } from './rewrite-source-map.ts';
import { shortenNames } from './shorten-names.ts';

export interface BundleOptions {
  /** Directory of the lambda's package. */
  readonly lambdaDirectory: string;
  /** Root of the repository: paths in the artifact are relative to it. */
  readonly workspaceRoot: string;
  /** The entry file, from the lambda's directory. Default: the one that `findEntry` finds. */
  readonly entry?: string | undefined;
  /** Lambda's handler setting: `index.` and an export of the entry. Default: `index.handler`. */
  readonly handler?: string | undefined;
  /**
   * Oldest Node.js that must run it. Default: `node22`, the oldest runtime that a function can be given,
   * so that one artifact fits every stage's runtime.
   */
  readonly target?: NodeTarget | undefined;
  /** Packages that are there at run time, from a layer, and stay out of the bundle. */
  readonly external?: readonly string[] | undefined;
}

/**
 * Bundles one lambda with everything that it imports. Reads files and writes none.
 *
 * Throws `ENTRY_MISSING`, `BUILD_FAILED` with one problem for each error of the sources, and
 * `HANDLER_MISSING`.
 *
 * @example
 * const bundle = await bundleLambda({ lambdaDirectory: 'lambdas/predict', workspaceRoot: '.' });
 * bundle.files.map((file) => file.path); // ['index.mjs', 'index.mjs.map']
 */
export async function bundleLambda(options: BundleOptions): Promise<Bundle> {
  const { handler = 'index.handler', target = 'node22', external = [] } = options;
  // esbuild follows links: what is compared with its paths must have them followed too.
  const workspaceRoot = await realpath(options.workspaceRoot);
  const lambdaDirectory = await realpath(options.lambdaDirectory).catch(() =>
    path.resolve(options.lambdaDirectory),
  );
  const subject = toPosix(path.relative(workspaceRoot, lambdaDirectory));
  const entryName = options.entry ?? (await findEntry(lambdaDirectory, subject));
  const entryFile = path.join(lambdaDirectory, entryName);
  const format = await decideFormat(entryFile, lambdaDirectory);
  const outputName = format === 'esm' ? 'index.mjs' : 'index.cjs';
  const tsconfig = tsconfigFor(workspaceRoot, lambdaDirectory);

  const { result, esbuildVersion } = await runEsbuild(
    { workspaceRoot, entryFile, outputName, format, target, external, tsconfig },
    subject,
  );
  const { metafile } = result;
  const warnings = result.warnings.map((message) => toWarning(message, workspaceRoot));
  const paths = inputPaths(workspaceRoot);
  const longCode = result.outputFiles[0]?.text ?? '';
  const { code, map } = await shortenNames({ code: longCode, format, target });
  const contents = encode(`${code}//# sourceMappingURL=${outputName}.map\n`);
  const shares = bundledBytes({ metafile, outputName, longCode, codeBytes: contents.length });
  const { inputs, outside } = await readInputs(metafile, shares, workspaceRoot, paths);
  const files = listFiles(metafile, workspaceRoot).filter((file) => !outside.includes(file));
  const refused = new Map([
    ...outside.map((file) => [file, explainOutside(file)] as const),
    ...(await findUnhashed({ files, lambdaDirectory, workspaceRoot })),
  ]);
  const problems = await checkImports({ metafile, outputName, refused, external, workspaceRoot });
  if (problems.length > 0) throw buildFailed(problems, subject);

  const entry = `${subject}/${entryName}`;
  const unsure = checkHandler({
    handler,
    format,
    entry,
    exports: await findExports({ metafile, outputName, code, format, workspaceRoot }),
    remarks: warnings.filter(({ file }) => file === entry).map(({ formatted }) => formatted),
  });
  return {
    format,
    handler,
    files: [
      { path: outputName, contents },
      { path: `${outputName}.map`, contents: encode(rewriteSourceMap(map, workspaceRoot, paths)) },
    ],
    inputs,
    warnings: [...warnings, ...unsure],
    esbuildVersion,
  };
}

const encode = (text: string) => new TextEncoder().encode(text);

async function runEsbuild(request: EsbuildRequest, subject: string) {
  // Imported here: a command that builds nothing does not pay for it.
  const { build, version } = await import('esbuild');
  try {
    return { result: await build(esbuildOptions(request)), esbuildVersion: version };
  } catch (error) {
    throw explainFailure(error, subject, request.workspaceRoot);
  }
}

/**
 * esbuild takes the nearest tsconfig.json of each file, and without one looks above the repository,
 * where every machine has something else. The root's stops it; without a root's, the lambda's own is
 * used for all files, or none.
 */
function tsconfigFor(workspaceRoot: string, lambdaDirectory: string) {
  if (existsSync(path.join(workspaceRoot, 'tsconfig.json'))) return {};
  const own = path.join(lambdaDirectory, 'tsconfig.json');
  return existsSync(own) ? { tsconfig: own } : { tsconfigRaw: {} };
}
