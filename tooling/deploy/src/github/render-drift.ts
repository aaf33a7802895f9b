import type { DriftReport } from '../pipeline/look-for-drift.ts';
import { causes, countDrift } from '../terminal/format-drift.ts';
import { cell, limited } from './markdown.ts';
import { renderFailure } from './render-failure.ts';

/** What is not as the last deploy left it, as Markdown. */
export function renderDrift(functions: readonly DriftReport[], stage: string): string {
  const rows = functions.flatMap(({ functionName, drift, failure }) => [
    ...drift.map(({ field, deployed = '', live = '', cause }) =>
      [functionName, field, deployed, live, causes[cause]].map(cell),
    ),
    ...(failure === undefined ? [] : [[cell(functionName), '', '', '', renderFailure(failure)]]),
  ]);
  return [
    `## Drift in stage ${cell(stage)}`,
    cell(countDrift(functions)),
    ...(rows.length === 0
      ? []
      : [limited(rows, ['function', 'field', 'deployed', 'live', 'cause'])]),
    '',
  ].join('\n\n');
}
