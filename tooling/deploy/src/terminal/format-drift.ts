import type { Drift } from '@tooling/core';
import type { DriftReport } from '../pipeline/look-for-drift.ts';
import { formatFailure } from './format-failure.ts';
import { formatTable } from './format-table.ts';
import type { Styles } from './styles.ts';

/** Who may have done it. */
export const causes = {
  hand: 'changed by hand',
  unclear: 'changed by hand, or declared since what is live was deployed',
} as const satisfies Record<Drift['cause'], string>;

/** Both values of a field in words, none of them empty. Of code, and where it is secret, none is shown. */
export function describeValues({ field, deployed, live }: Drift): readonly [string, string] {
  if (deployed === undefined && live === undefined) {
    return field.endsWith('code') ? ['as built', 'other code'] : ['not shown', 'not shown'];
  }
  return [deployed ?? 'none', live ?? 'none'];
}

/** How much there is of it, in words. */
export function countDrift(functions: readonly DriftReport[]): string {
  const drifted = functions.filter(({ drift }) => drift.length > 0).length;
  const failed = functions.filter(({ failure }) => failure !== undefined).length;
  const read = functions.filter(({ state, failure }) => state === 'live' && failure === undefined);
  const unknown = failed === 0 ? '' : `nobody knows of ${failed}, which cannot be read`;
  if (read.length === 0) return unknown === '' ? 'none: nothing is live' : unknown;
  const found =
    drifted === 0
      ? `none: ${read.length} functions are as they were deployed`
      : `${drifted} of ${read.length} functions are not as they were deployed`;
  return unknown === '' ? found : `${found}; ${unknown}`;
}

/** What is not as the last deploy left it, field by field. */
export function formatDrift(
  functions: readonly DriftReport[],
  stage: string,
  styles: Styles,
): string {
  const rows = functions.flatMap(({ functionName, drift }) =>
    drift.map((one) => [
      functionName,
      one.field,
      ...describeValues(one),
      styles.yellow(causes[one.cause]),
    ]),
  );
  const failures = functions.flatMap(({ failure }) =>
    failure === undefined ? [] : [formatFailure(failure, styles)],
  );
  const head = ['FUNCTION', 'FIELD', 'DEPLOYED', 'LIVE', 'CAUSE'].map(styles.bold);
  return [
    `${styles.bold('drift')} in stage ${stage}: ${countDrift(functions)}\n`,
    ...(rows.length === 0 ? [] : [formatTable(head, rows)]),
    ...failures,
  ].join('\n');
}
