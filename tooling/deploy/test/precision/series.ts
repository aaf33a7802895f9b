import { configuration, lockfile } from './configuration-commits.ts';
import type { SeriesCommit } from './edits.ts';
import {
  documentsAndTests,
  sharedInternals,
  typesAndComments,
  unusedExports,
} from './source-commits.ts';
import { names, structure, upkeep } from './structure-commits.ts';

/** Commits of a working week, each on top of the one before. */
export const series: readonly SeriesCommit[] = [
  ...sharedInternals,
  ...unusedExports,
  ...typesAndComments,
  ...documentsAndTests,
  ...lockfile,
  ...configuration,
  ...names,
  ...structure,
  ...upkeep,
];
