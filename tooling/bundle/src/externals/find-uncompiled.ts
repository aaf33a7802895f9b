import type { Architecture } from '@tooling/core';
import { readMachine } from '../native-file.ts';
import type { InstalledPackage } from './read-installed.ts';

/** What packages run to compile native code, or to download it from somewhere. */
const builders = /\b(?:node-gyp|node-pre-gyp|prebuild-install|cmake-js|prebuildify-ci)\b/;

/**
 * Packages that lack their native code: it would be made by an install script, which could only make it
 * for the machine of this build.
 *
 * @returns a sentence for each
 */
export function findUncompiled(
  packages: readonly InstalledPackage[],
  architecture: Architecture,
): string[] {
  const ready = new Set(
    packages.filter((one) => hasCode(one, architecture)).map(({ name }) => name),
  );
  return packages
    .filter(({ name, manifest, files }) => {
      const { install, preinstall, postinstall } = manifest.scripts ?? {};
      const scripts = [install, preinstall, postinstall].join('\n');
      const isBuilt =
        builders.test(scripts) ||
        // What npm does with a package that has this file and no script.
        (manifest.gypfile !== false &&
          files.some(({ path }) => /(?:^|\/)binding\.gyp$/.test(path)));
      const others = Object.keys({ ...manifest.optionalDependencies, ...manifest.dependencies });
      return isBuilt && ![name, ...others].some((one) => ready.has(one));
    })
    .map(
      ({ name, version }) =>
        `bundling.external: ${name}@${version} has no native code for Linux on ${architecture} in it: an install script would compile or download it, and none is run; use a package that publishes its binaries for each platform, or a layer (bundling.layerProvided)`,
    );
}

const hasCode = ({ files }: InstalledPackage, architecture: Architecture) =>
  files.some(({ path, contents }) => {
    const machine = readMachine(path, contents);
    return machine?.os === 'linux' && machine.architecture === architecture;
  });
