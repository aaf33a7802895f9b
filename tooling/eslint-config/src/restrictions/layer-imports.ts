import { guardedLibraries, type GuardedLibrary, type Layer } from '../layers.ts';
import type { Restriction } from './restriction.ts';

const libraries = Object.keys(guardedLibraries) as readonly GuardedLibrary[];

/** Refuses the packages of the workspace and the guarded libraries that are not this layer's. */
export function layerImports({ directory, mayImport, mayUse = [] }: Layer): Restriction {
  const allowed = mayImport.map((name) => name.replace('*', '[^/]+')).join('|');
  const exceptAllowed = allowed === '' ? '' : `(?!(?:${allowed})(?:/|$))`;
  return {
    imports: [
      {
        regex: `^${exceptAllowed}@(lambdas|packages|tooling)/`,
        message: `${directory} may import ${mayImport.join(', ') || 'no package'} of this workspace: imports go one way, see tooling/eslint-config/src/layers.ts.`,
      },
      {
        regex: '^@(lambdas|packages|tooling)/[^/]+/(src|dist)(/|$)',
        message: 'Import what the package exports, not a file of it: its insides are its own.',
      },
      ...libraries
        .filter((library) => !mayUse.includes(library))
        .map((library) => ({
          regex: guardedLibraries[library],
          message: `${directory} may not use this library: see tooling/eslint-config/src/layers.ts for who may.`,
        })),
    ],
  };
}
