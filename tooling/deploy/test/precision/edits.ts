import type { Files } from '../create-workspace.ts';

/** One commit of the series. */
export interface SeriesCommit {
  readonly title: string;
  /** What is written, from what was there; undefined deletes. */
  readonly change: (before: Files) => Files;
  /** What somebody who knows the code says must be deployed, and nothing else. */
  readonly deploys: readonly string[];
  /** Functions that have no lambda any more from here on: reported, and left alone. */
  readonly orphans?: readonly string[];
}

/** Replaces a piece of a file, which must be there: a change that changes nothing proves nothing. */
export function edit(path: string, from: string, to: string): SeriesCommit['change'] {
  return (before) => {
    const text = before[path];
    if (text?.includes(from) !== true) throw new Error(`${path} does not contain: ${from}`);
    return { [path]: text.replaceAll(from, to) };
  };
}

export const write = (files: Files) => (): Files => files;

export const both =
  (...changes: readonly SeriesCommit['change'][]): SeriesCommit['change'] =>
  (before) =>
    changes.reduce((written, change) => ({ ...written, ...change({ ...before, ...written }) }), {});

/** The same text change in every source file of the workspace. */
export const inEverySource =
  (change: (text: string) => string): SeriesCommit['change'] =>
  (before) =>
    Object.fromEntries(
      Object.entries(before).flatMap(([path, text]) =>
        /^(?:lambdas|packages)\/.*\.(?:ts|js)$/.test(path) && text !== undefined
          ? [[path, change(text)]]
          : [],
      ),
    );
