import type { Bundling } from '@tooling/core';

/** Packages that are not bundled; `@scope/*` stands for all of a scope. */
export const leftOut = ({ external = [], layerProvided = [] }: Bundling): string[] => [
  ...external,
  ...layerProvided,
];

/** Whether an import is of one of these packages, or of something in it. */
export const isLeftOut = (specifier: string, names: readonly string[]): boolean =>
  names.some((name) =>
    name.endsWith('/*')
      ? specifier.startsWith(name.slice(0, -1))
      : specifier === name || specifier.startsWith(`${name}/`),
  );
