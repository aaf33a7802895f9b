/**
 * The package.json of a directory that came without one. It names no dependency, so that a frozen
 * lockfile takes the package as it is: the commands come from the root's node_modules/.bin.
 */
export function missingManifest(name: string) {
  return {
    name: `@lambdas/${name}`,
    version: '0.0.0',
    private: true,
    scripts: { build: 'lambda build', test: 'vitest run --passWithNoTests' },
  } as const;
}

/** The same for a container image: there is nothing to build. */
export function missingImageManifest(name: string) {
  const { scripts, ...manifest } = missingManifest(name);
  return { ...manifest, scripts: { test: scripts.test } };
}
