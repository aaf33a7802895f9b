import type { Pruned } from '../prune/prune-versions.ts';
import { formatFailure } from './format-failure.ts';
import { formatTable } from './format-table.ts';
import type { Styles } from './styles.ts';

/** `3 to 5, 8`: neighbours together. */
export function formatNumbers(versions: readonly string[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const number of versions.map(Number).toSorted((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range?.last === number - 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges
    .map(({ first, last }) => (first === last ? String(first) : `${first} to ${last}`))
    .join(', ');
}

/** A function, and its versions that would be deleted. */
export interface Prunable {
  readonly functionName: string;
  readonly versions: readonly string[];
}

/** What would be deleted. */
export function formatPrunable(functions: readonly Prunable[], styles: Styles): string {
  const some = functions.filter(({ versions }) => versions.length > 0);
  if (some.length === 0) return 'there is no version to delete\n';
  return formatTable(
    ['FUNCTION', 'VERSIONS TO DELETE'].map(styles.bold),
    some.map(({ functionName, versions }) => [functionName, formatNumbers(versions)]),
  );
}

/** What was deleted, and what failed. */
export function formatPruned(pruned: readonly Pruned[], styles: Styles): string {
  const some = pruned.filter(({ deleted }) => deleted.length > 0);
  const failures = pruned.flatMap(({ failure }) =>
    failure === undefined ? [] : [formatFailure(failure, styles)],
  );
  const rows = some.map(({ functionName, deleted }) => [functionName, formatNumbers(deleted)]);
  const table =
    rows.length === 0
      ? 'no version was deleted\n'
      : formatTable(['FUNCTION', 'DELETED VERSIONS'].map(styles.bold), rows);
  return [table, ...failures].join('\n');
}
