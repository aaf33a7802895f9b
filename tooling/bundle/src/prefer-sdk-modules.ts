import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { isLeftOut } from './left-out.ts';
import { parseJson } from './parse-json.ts';

interface Manifest {
  readonly module?: string;
  readonly exports?: unknown;
  readonly sideEffects?: unknown;
}

/**
 * Resolves `import` of the AWS SDK's packages to their ES modules, which tree-shaking can cut.
 *
 * For Node, esbuild takes `main`, which is what tests run too. These packages name their ES modules in
 * `module` alone; the two are the same code by the same compiler, and the smaller one is a third
 * less (LambdaClient with one command: 534 kB → 359 kB). For other packages the two may differ in
 * behaviour, so they stay as Node resolves them; and so does `require`, which takes everything anyway.
 *
 * @param external - packages that are left out of the bundle: esbuild asks plugins first
 */
export function preferSdkModules(external: readonly string[]): Plugin {
  return {
    name: 'prefer-sdk-modules',
    setup(build) {
      const resolved = new Map<string, ReturnType<typeof resolveModule>>();
      build.onResolve(
        { filter: /^@(aws-sdk|smithy)\/[^/]+$/ },
        ({ path: name, kind, resolveDir }) => {
          if (kind !== 'import-statement' && kind !== 'dynamic-import') return undefined;
          if (isLeftOut(name, external)) return undefined;
          const key = `${resolveDir}\0${name}`;
          if (!resolved.has(key)) resolved.set(key, resolveModule(name, resolveDir));
          return resolved.get(key);
        },
      );
    },
  };
}

function resolveModule(name: string, resolveDir: string) {
  for (let at = resolveDir; ; at = path.dirname(at)) {
    const file = path.join(at, 'node_modules', name, 'package.json');
    const manifest = readManifest(file);
    if (manifest !== undefined) {
      if (manifest.module === undefined || manifest.exports !== undefined) return undefined;
      const directory = path.dirname(realpathSync(file));
      return {
        path: path.join(directory, manifest.module),
        sideEffects: manifest.sideEffects !== false,
      };
    }
    if (at === path.dirname(at)) return undefined;
  }
}

function readManifest(file: string): Manifest | undefined {
  try {
    return parseJson(readFileSync(file, 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
