import { worstExitCode, type Failure } from '@tooling/core';
import type { Unpinned } from '../terminal/format-unpinned.ts';
import { cell, limited } from './markdown.ts';
import { renderFailure } from './render-failure.ts';

/** Which pins are gone, and which could not be removed, as Markdown. */
export function renderUnpinned(
  stage: string,
  unpinned: readonly Unpinned[],
  failures: readonly Failure[],
): string {
  const exitCode = worstExitCode(failures.map((failure) => failure.exitCode));
  const rows = unpinned.map(({ functionName, version }) => [cell(functionName), cell(version)]);
  const none = rows.length + failures.length === 0 ? ['None of them is pinned.'] : [];
  return [
    `## Unpinned in stage ${cell(stage)}: ${exitCode === 0 ? 'done' : `failed, exit code ${exitCode}`}`,
    ...(rows.length === 0 ? none : [limited(rows, ['function', 'version'])]),
    ...(failures.length === 0
      ? []
      : [
          limited(
            failures.map((failure) => [renderFailure(failure)]),
            ['failure'],
          ),
        ]),
    '',
  ].join('\n\n');
}
