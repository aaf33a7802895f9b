import type { FunctionRollback, RollbackPlan, RollbackReport, VersionNote } from '@tooling/core';
import { shortCommit } from '@tooling/core';
import { cell, limited } from './markdown.ts';
import { renderFailure } from './render-failure.ts';

const versionOf = ({ version, commit }: VersionNote): string =>
  `${version} (${commit === undefined ? 'published by hand' : shortCommit(commit)})`;

function rowOf(planned: FunctionRollback): readonly string[] {
  const name = cell(planned.functionName);
  switch (planned.action) {
    case 'move':
      return [
        name,
        cell(versionOf(planned.from)),
        cell(versionOf(planned.to)),
        cell(planned.reason),
      ];
    case 'none':
      return [name, cell(planned.liveVersion ?? 'not live'), 'stays', cell(planned.reason)];
    case 'blocked':
      return [
        name,
        cell(planned.liveVersion ?? 'not live'),
        '🔴 blocked',
        renderFailure(planned.failure),
      ];
  }
}

/** What a rollback would do, as Markdown. */
export const renderRollbackPlan = ({ stage, functions }: RollbackPlan): string =>
  [
    `## Rollback in stage ${cell(stage)}`,
    limited(functions.map(rowOf), ['function', 'from', 'to', 'why']),
    '',
  ].join('\n\n');

const outcomes = {
  'rolled-back': '🟢 rolled back',
  unchanged: '⚪ unchanged',
  'put-back': '🟠 put back',
  skipped: '🟡 not begun',
  failed: '🔴 failed',
} as const satisfies Record<RollbackReport['functions'][number]['outcome'], string>;

/** What a rollback did, as Markdown. */
export function renderRollbackReport({ stage, functions, exitCode }: RollbackReport): string {
  const rows = functions.map((one) => [
    cell(one.functionName),
    outcomes[one.outcome],
    cell(one.liveVersion ?? 'not live'),
    cell(one.pinnedVersion ?? ''),
    renderFailure(one.failure),
  ]);
  const verdict = exitCode === 0 ? 'done' : `failed, exit code ${exitCode}`;
  return [
    `## Rolled back in stage ${cell(stage)}: ${verdict}`,
    limited(rows, ['function', 'outcome', 'live version', 'pinned', 'failure']),
    '',
  ].join('\n\n');
}
