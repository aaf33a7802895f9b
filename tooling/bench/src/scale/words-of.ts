import type { Scenario } from './figure.ts';

/** What is measured, as the table and the plot name it. */
export const wordsOf: Readonly<Record<Scenario, string>> = {
  turbo: 'first build, `pnpm turbo run build`',
  build: 'first build, `lambda build`',
  first: 'first deploy, nothing built',
  nothing: 'nothing changed',
  clone: 'nothing changed, fresh clone',
  leaf: 'one lambda changed',
  library: 'one shared library changed',
  deep: 'one that other libraries use',
};
