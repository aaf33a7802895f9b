import type { Failure } from '@tooling/core';
import { formatFailure } from './format-failure.ts';
import type { Styles } from './styles.ts';

/** A function and the version that is no longer kept from being deployed. */
export interface Unpinned {
  readonly functionName: string;
  readonly version: string;
}

/** Which pins are gone, and which could not be removed. */
export function formatUnpinned(
  unpinned: readonly Unpinned[],
  failures: readonly Failure[],
  styles: Styles,
): string {
  const lines = unpinned.map(
    ({ functionName, version }) => `${functionName}: version ${version} is not pinned any more\n`,
  );
  const none = lines.length + failures.length === 0 ? ['none of them is pinned\n'] : [];
  return [...lines, ...none, ...failures.map((failure) => formatFailure(failure, styles))].join('');
}
