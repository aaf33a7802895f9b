import { onTestFinished } from 'vitest';
import { nativePackages } from './native-packages.ts';
import { lockfileOf, startRegistry } from './registry.ts';
import { makeWorkspace, type Sources } from './workspace.ts';

/** A lambda whose answer comes from a package that is not bundled, and that has native code. */
const code =
  "import { help } from '@tiny/native';\nexport const handler = async (event) => help() + event.n;";

/** A repository whose packages come from a registry of its own, and are kept in a store of its own. */
export async function makeExternalRepository(
  sources: Sources,
  dependencies: Readonly<Record<string, string>>,
) {
  const registry = await startRegistry(nativePackages);
  onTestFinished(() => registry.close());
  const options = await makeWorkspace({
    'pnpm-workspace.yaml': JSON.stringify({ registry: registry.url, storeDir: 'store' }),
    'pnpm-lock.yaml': lockfileOf(nativePackages, { '.': {}, 'lambdas/x': dependencies }),
    'lambdas/x/package.json': JSON.stringify({ name: '@lambdas/x', dependencies }),
    'lambdas/x/index.mjs': code,
    ...sources,
  });
  return { registry, options };
}
