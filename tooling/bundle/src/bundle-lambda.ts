import { explainFailure, toWarning } from './build-failure.ts';
import type { Bundle } from './bundle.ts';
import { checkBanner } from './check-banner.ts';
import { checkHandler } from './check-handler.ts';
import { checkExtraFiles, collectContents } from './collect-contents.ts';
import { createCollector } from './collect-problems.ts';
import { esbuildOptions } from './esbuild-options.ts';
import { findExports } from './find-exports.ts';
import { finishCode } from './finish-code.ts';
import { handlerParameters } from './handler-parameters.ts';
import { readLambdaRequest, type BundleOptions, type LambdaRequest } from './lambda-request.ts';

/**
 * Bundles one lambda with everything that it imports. Reads files and writes none.
 *
 * Throws `ENTRY_MISSING`, `BUILD_FAILED` with one problem for each error of the sources, and
 * `HANDLER_MISSING`.
 *
 * @example not run: needs a lambda
 * const bundle = await bundleLambda({ lambdaDirectory: 'lambdas/predict', workspaceRoot: '.' });
 * bundle.files.map((file) => file.path); // → ['index.mjs', 'index.mjs.map']
 */
export async function bundleLambda(options: BundleOptions): Promise<Bundle> {
  const { handler = 'index.handler', architecture = 'x86_64' } = options;
  const request = await readLambdaRequest(options);
  const { subject, format, outputName, workspaceRoot } = request;
  const problems = createCollector(subject);
  const banner = await problems.collect(() => checkBanner(request.bundling.banner, request));
  // A banner that does not parse stands in nobody's way to the other problems.
  const sound = banner.failed ? withoutBanner(request) : request;
  const bundled = await problems.collect(() => runEsbuild(sound));
  if (bundled.failed) {
    await problems.collect(() => checkExtraFiles(request));
    throw problems.joined();
  }
  const { result, esbuildVersion } = bundled.value;
  const finished = await finishCode(sound, result);
  const warnings = result.warnings.map((message) => toWarning(message, workspaceRoot));
  const entry = `${subject}/${request.entryName}`;
  const { metafile } = result;
  const { code } = finished;
  const exports = await findExports({ metafile, outputName, code, format, workspaceRoot });
  const remarks = warnings.filter(({ file }) => file === entry).map(({ formatted }) => formatted);
  const checked = await problems.collect(() =>
    checkHandler({ handler, format, entry, exports, remarks }),
  );
  const collected = await problems.collect(() =>
    collectContents({ ...sound, result, finished, architecture }),
  );
  if (banner.failed || checked.failed || collected.failed) throw problems.joined();
  const { value: contents } = collected;
  const { value: unsure } = checked;
  const name = handler.slice(handler.indexOf('.') + 1);
  const parameters = await handlerParameters({ metafile, outputName, workspaceRoot, name });
  return {
    format,
    handler,
    ...(parameters !== undefined && { handlerParameters: parameters }),
    ...contents,
    warnings: [
      ...warnings,
      ...unsure,
      ...warnOfCallback(parameters, `${entry}: ${handler}`, entry),
    ],
    esbuildVersion,
  };
}

/** The runtime is the stage's affair, so whether it matters is for the plan to say. */
function warnOfCallback(parameters: number | undefined, what: string, file: string) {
  if (parameters === undefined || parameters < 3) return [];
  const text = `${what} has ${parameters} parameters, so it takes a callback, which nodejs24.x and later runtimes do not call`;
  return [{ file, text, formatted: text }];
}

function withoutBanner(request: LambdaRequest): LambdaRequest {
  const { banner: _, ...bundling } = request.bundling;
  return { ...request, bundling };
}

async function runEsbuild(request: LambdaRequest) {
  // Imported here: a command that builds nothing does not pay for it.
  const { build, version } = await import('esbuild');
  try {
    return { result: await build(esbuildOptions(request)), esbuildVersion: version };
  } catch (error) {
    throw explainFailure(error, request.subject, request.workspaceRoot);
  }
}
