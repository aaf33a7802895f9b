import type { Architecture } from '@tooling/core';
import { buildFailed } from './build-failure.ts';
import type { Bundle, BundleFile } from './bundle.ts';
import { checkImports, explainOutside } from './check-imports.ts';
import type { EsbuildRequest } from './esbuild-options.ts';
import { externalPackages } from './externals/external-packages.ts';
import { extraFiles } from './extra-files.ts';
import type { EsbuildResult, FinishedCode } from './finish-code.ts';
import { findUnhashed } from './find-unhashed.ts';
import { inputPaths, type InputPaths } from './input-path.ts';
import { leftOut } from './left-out.ts';
import { readMachine } from './native-file.ts';
import { listFiles, mergeCopies, readInputs } from './read-inputs.ts';
import { rewriteSourceMap } from './rewrite-source-map.ts';

export interface BundledCode extends EsbuildRequest {
  readonly lambdaDirectory: string;
  /** The lambda in messages. */
  readonly subject: string;
  readonly architecture: Architecture;
  readonly result: EsbuildResult;
  readonly finished: FinishedCode;
}

export type Contents = Pick<Bundle, 'files' | 'inputs' | 'externals' | 'nativeFiles'>;

/**
 * Everything that goes into the zip: the bundle, the files and the packages that stand beside it.
 *
 * @throws UserError BUILD_FAILED with every problem: what no hash covers, what no other machine has,
 * what is not there
 */
export async function collectContents(code: BundledCode): Promise<Contents> {
  const { result, outputName, workspaceRoot, lambdaDirectory, subject, bundling } = code;
  const { metafile } = result;
  const place = { lambdaDirectory, workspaceRoot, subject };
  const paths = inputPaths(workspaceRoot);
  const { shares } = code.finished;
  const { inputs, outside } = readInputs(metafile, shares, workspaceRoot, paths);
  const imported = listFiles(metafile, workspaceRoot).filter((file) => !outside.includes(file));
  const extra = await extraFiles({ entries: bundling.files ?? [], paths, ...place });
  const refused = new Map([
    ...outside.map((file) => [file, explainOutside(file)] as const),
    ...(await findUnhashed({ files: [...imported, ...extra.sources], ...place })),
  ]);
  const external = leftOut(bundling);
  const problems = [
    ...(await checkImports({ metafile, outputName, refused, external, workspaceRoot })),
    ...extra.problems,
  ];
  if (problems.length > 0) throw buildFailed(problems, subject);
  const { architecture } = code;
  const externals = await externalPackages({
    names: bundling.external ?? [],
    architecture,
    ...place,
  });
  const bundled = outputsOf(code, paths);
  const files = joinFiles([...bundled, ...extra.files, ...externals.files], subject);
  return {
    files,
    inputs: mergeCopies([...inputs, ...extra.inputs, ...externals.inputs]),
    externals: externals.packages,
    nativeFiles: files.flatMap(({ path: name, contents }) => {
      const machine = readMachine(name, contents);
      return machine === undefined ? [] : [{ path: name, ...machine }];
    }),
  };
}

/**
 * The same of the files that stand beside the bundle, where there is none.
 *
 * @throws UserError BUILD_FAILED
 */
export async function checkExtraFiles({
  workspaceRoot,
  lambdaDirectory,
  subject,
  bundling,
}: Pick<BundledCode, 'workspaceRoot' | 'lambdaDirectory' | 'subject' | 'bundling'>): Promise<void> {
  const { problems } = await extraFiles({
    entries: bundling.files ?? [],
    paths: inputPaths(workspaceRoot),
    lambdaDirectory,
    workspaceRoot,
  });
  if (problems.length > 0) throw buildFailed(problems, subject);
}

/** The code, and its source map. */
function outputsOf(
  { outputName, workspaceRoot, finished: { contents, map } }: BundledCode,
  paths: InputPaths,
): BundleFile[] {
  const code = { path: outputName, contents };
  if (map === undefined) return [code];
  const text = rewriteSourceMap(map, workspaceRoot, paths);
  return [code, { path: `${outputName}.map`, contents: new TextEncoder().encode(text) }];
}

/** @throws UserError BUILD_FAILED when two files would have one path */
function joinFiles(files: readonly BundleFile[], subject: string): BundleFile[] {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const paths = new Set<string>();
  const twice = sorted.filter(({ path: name }) => paths.size === paths.add(name).size);
  if (twice.length === 0) return sorted;
  throw buildFailed(
    twice.map(({ path: name }) => `bundling.files: more than one file would be ${name} in the zip`),
    subject,
  );
}
