import { pathToFileURL } from 'node:url';
import type { OnResolveResult, Plugin } from 'esbuild';
import { isLeftOut } from '../left-out.ts';

/** What this plugin asks esbuild itself. */
const asked = Symbol('asked');

/**
 * Leaves the AWS SDK where it is installed: Node loads it from there. Most of a bundle's code is the SDK's,
 * and linking it anew at each save took twenty times as long as all the rest. Loaded as Node takes it, it
 * is the same code, in more files: so do the tests run it.
 *
 * @param external - packages that are left out of the bundle anyway: esbuild asks plugins first
 */
export function leaveSdk(external: readonly string[]): Plugin {
  return {
    name: 'leave-sdk',
    setup(build) {
      const resolved = new Map<string, Promise<OnResolveResult | undefined>>();
      build.onStart(() => {
        resolved.clear();
      });
      build.onResolve({ filter: /^@(?:aws-sdk|smithy)\// }, (args) => {
        const { path: name, kind, resolveDir, importer } = args;
        if (args.pluginData === asked || isLeftOut(name, external)) return undefined;
        const key = [kind, resolveDir, name].join('\0');
        const there = resolved.get(key);
        if (there !== undefined) return there;
        const resolving = build
          .resolve(name, { kind, resolveDir, importer, pluginData: asked })
          .then(({ errors, path: file, external: isOutside }) => {
            // What is wrong esbuild says in its own words, when it is asked for it again.
            if (errors.length > 0 || isOutside) return undefined;
            const isImport = kind === 'import-statement' || kind === 'dynamic-import';
            return { path: isImport ? pathToFileURL(file).href : file, external: true };
          });
        resolved.set(key, resolving);
        return resolving;
      });
    },
  };
}
