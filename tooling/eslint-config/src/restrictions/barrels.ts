import type { Restriction } from './restriction.ts';

const message =
  'Only src/index.ts passes on what other files export: import from the file that has it.';

/** Passing on exports inside a package ties knots of imports. */
export const barrels: Restriction = {
  syntax: [
    { selector: 'ExportNamedDeclaration[source]', message },
    { selector: 'ExportAllDeclaration', message },
  ],
};

/** Names, so that what a package offers can be read in its index.ts. */
export const exportAll: Restriction = {
  syntax: [{ selector: 'ExportAllDeclaration', message: 'Name what is exported, one by one.' }],
};

/** For index.ts files that are not the package's own. */
export const innerIndex: Restriction = {
  syntax: [
    { selector: 'Program', message: 'One index.ts a package: name this file for what it exports.' },
  ],
};
