import type { Origin } from '../render-page.ts';

/** What is saved: a file of one lambda, of a package that some have, and of one that all have. */
export const savedFiles = ['leaf', 'library', 'all'] as const;
export type SavedFile = (typeof savedFiles)[number];

/** How long a save takes to be live, over many of them. */
export interface SaveFigure {
  readonly kind: 'save';
  readonly saved: SavedFile;
  /** Functions that have the file in their bundle. */
  readonly functions: number;
  readonly saves: number;
  /** From the moment that the change is seen until all of them have the new code. */
  readonly liveMs: readonly [median: number, max: number];
  /** From the save to the end of an invocation that was begun when the save was said to be live. */
  readonly answeredMs: readonly [median: number, max: number];
}

/** What `lambda dev` holds while it is edited all the time. */
export interface MemoryFigure {
  readonly kind: 'memory';
  readonly edits: number;
  /** Resident sets in bytes, of the process itself and with esbuild: before, in the middle, at the end, at the most. */
  readonly ownBytes: readonly [number, number, number, number];
  readonly esbuildBytes: readonly [number, number, number, number];
  /** Of `.local/dev/` at the end. */
  readonly codeBytes: number;
}

/** One measurement. Written as JSON. */
export type DevFigure = Origin & { readonly lambdas: number } & (SaveFigure | MemoryFigure);
