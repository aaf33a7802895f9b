import type { BuildOptions, Plugin } from 'esbuild';
import type { Bundling } from '@tooling/core';
import type { ModuleFormat } from './decide-format.ts';
import { leftOut } from './left-out.ts';
import { preferSdkModules } from './prefer-sdk-modules.ts';

/** `node24` for the runtime nodejs24.x. */
export type NodeTarget = `node${number}`;

export interface EsbuildRequest {
  readonly workspaceRoot: string;
  readonly entryFile: string;
  readonly outputName: string;
  readonly format: ModuleFormat;
  readonly target: NodeTarget;
  readonly bundling: Bundling;
  readonly tsconfig: Pick<BuildOptions, 'tsconfig' | 'tsconfigRaw'>;
}

const shimNamespace = 'shim';

/** Whether a path of esbuild's metafile or source map is one of ours, and no file. */
export const isShim = (name: string) => name.startsWith(`${shimNamespace}:`);

/**
 * Everything that decides the bytes. The working directory and the output's place are the root of the
 * repository, so that all paths that esbuild derives from them are relative to it.
 */
export function esbuildOptions(request: EsbuildRequest) {
  const { workspaceRoot, entryFile, outputName, format, target, bundling } = request;
  const external = leftOut(bundling);
  const shims = format === 'esm' ? moduleShims : commonJsShims;
  const defined = Object.entries(bundling.define ?? {});
  return {
    absWorkingDir: workspaceRoot,
    entryPoints: [entryFile],
    outfile: `${workspaceRoot}/${outputName}`,
    write: false,
    bundle: true,
    platform: 'node',
    target,
    format,
    minifySyntax: true,
    minifyWhitespace: true,
    // Names are shortened by `shortenNames`, once it is known what is in the bundle.
    minifyIdentifiers: false,
    // Classes and functions keep their `name`: registries, loggers and switches on
    // `error.constructor.name` must not behave differently once deployed. Costs 6 % of the code.
    keepNames: true,
    charset: 'utf8',
    legalComments: 'none',
    // `shortenNames` takes it along.
    sourcemap: 'inline',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
    logLimit: 0,
    // Both are said in a lower voice by default, and both fail only once the function runs.
    logOverride: { 'unsupported-require-call': 'warning', 'unsupported-dynamic-import': 'warning' },
    // As text, like .txt: a stylesheet would be a second output, and there is no page here.
    loader: { '.css': 'text', ...bundling.loaders },
    nodePaths: [],
    external,
    ...request.tsconfig,
    ...shims,
    define: {
      ...shims.define,
      ...Object.fromEntries(defined.map(([name, value]) => [name, JSON.stringify(value)])),
    },
    banner: { js: ('banner' in shims ? shims.banner.js : '') + (bundling.banner ?? '') },
    plugins: [preferSdkModules(external), ...(format === 'cjs' ? [importMetaUrl] : [])],
  } satisfies BuildOptions;
}

/**
 * In a module file there is no `require`, `__dirname` or `__filename`, yet bundled CommonJS packages
 * use them. `define` touches only the names that no scope declares.
 */
const moduleShims = {
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
} satisfies BuildOptions;

/**
 * The other way round: ES-module packages in a CommonJS bundle. An injected module and no banner, which
 * would stand above a "use strict" of the entry and end its effect; it is left out where unused.
 */
const commonJsShims = {
  inject: [`${shimNamespace}:import-meta-url`],
  define: {
    'import.meta.url': '__importMetaUrl',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
} satisfies BuildOptions;

const importMetaUrl: Plugin = {
  name: 'import-meta-url',
  setup(build) {
    build.onResolve({ filter: /^shim:import-meta-url$/ }, () => ({
      path: 'import-meta-url',
      namespace: shimNamespace,
      sideEffects: false,
    }));
    build.onLoad({ filter: /./, namespace: shimNamespace }, () => ({
      contents:
        'import { pathToFileURL } from "node:url"; export const __importMetaUrl = /* @__PURE__ */ pathToFileURL(__filename).href;',
      loader: 'js',
    }));
  },
};
