import path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { esbuildOptions } from '../esbuild-options.ts';
import type { LambdaRequest } from '../lambda-request.ts';
import { leftOut } from '../left-out.ts';
import { leaveSdk } from './leave-sdk.ts';

/** A lambda that is found, and may be built together with others. */
export interface NamedRequest extends LambdaRequest {
  readonly name: string;
  readonly handler: string;
}

/**
 * Where code of development is: `NAME/BUILD/index.mjs` for each lambda, and `.chunks/HASH.mjs` for what
 * several have. The source maps name their sources from there, so they lead to the files themselves.
 */
export const devLayout = { directory: '.local/dev', chunks: '.chunks', build: 'b' } as const;

/** Lambdas with the same key are bundled by one context. */
export function groupKey(request: NamedRequest): string {
  const { format, target, bundling, tsconfig } = request;
  const { define, loaders, banner } = bundling;
  return JSON.stringify([format, target, leftOut(bundling), define, loaders, banner, tsconfig]);
}

/**
 * The options of an artifact's build, but that the code stays readable, that debuggers find the sources,
 * and that what lambdas share is made once: the modules that several have become files of their own. So a
 * rebuild takes as long as there is code, and not as long as there are copies of it. Where modules do
 * something on being loaded, their order may be another one than in the artifact. The AWS SDK is not in
 * it: see `leaveSdk`.
 */
export function devOptions(requests: readonly NamedRequest[], isAlone = false) {
  const [first] = requests;
  if (first === undefined) throw new Error('nothing is to be built');
  const { outfile: _, ...options } = esbuildOptions({
    ...first,
    bundling: { ...first.bundling, banner: undefined },
  });
  const { format, workspaceRoot, bundling } = first;
  // What stands beside a bundle is found from its own directory alone.
  const isShared = format === 'esm' && !isAlone && leftOut(bundling).length === 0;
  return {
    ...options,
    ...(format === 'esm' && {
      banner: { js: moduleBanner + (bundling.banner ?? '') },
      define: { ...options.define, ...moduleDefines },
    }),
    ...(format === 'cjs' && { banner: { js: bundling.banner ?? '' } }),
    entryPoints: Object.fromEntries(
      requests.map(({ name, entryFile }) => [`${name}/${devLayout.build}/index`, entryFile]),
    ),
    outdir: path.join(workspaceRoot, devLayout.directory),
    outExtension: { '.js': format === 'esm' ? '.mjs' : '.cjs' },
    splitting: isShared,
    chunkNames: `${devLayout.chunks}/[hash]`,
    minifySyntax: false,
    minifyWhitespace: false,
    // Half as many files to write at each save.
    sourcemap: 'inline',
    plugins: [
      leaveSdk(options.external),
      ...options.plugins.filter(({ name }) => name !== 'prefer-sdk-modules'),
    ],
  } satisfies BuildOptions;
}

/** In the artifact all modules are in one file: each takes itself for it, wherever it is here. */
const moduleBanner =
  'import{createRequire as __createRequire}from"node:module";import{pathToFileURL as __toUrl}from"node:url";' +
  'const __file=process.env.LAMBDA_TASK_ROOT+"/index.mjs",__url=__toUrl(__file).href,require=__createRequire(__url);';

const moduleDefines = {
  __dirname: 'process.env.LAMBDA_TASK_ROOT',
  __filename: '__file',
  'import.meta.dirname': 'process.env.LAMBDA_TASK_ROOT',
  'import.meta.filename': '__file',
  'import.meta.url': '__url',
};
