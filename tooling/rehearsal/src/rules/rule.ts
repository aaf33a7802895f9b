import type { ReadFile } from './source-file.ts';

/** A rule of this repository. */
export interface Rule {
  readonly name: string;
  /** @param files - all of them, for what a job uses of the repository's own actions */
  check(file: ReadFile, files: readonly ReadFile[]): readonly Problem[];
}

interface Problem {
  readonly line: number;
  readonly message: string;
}
