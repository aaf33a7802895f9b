import type { Failure } from '@tooling/core';
import { cell } from './markdown.ts';

const mostProblems = 10;

/** A failure in a cell of a table. */
export const renderFailure = (failure: Failure | undefined): string =>
  failure === undefined
    ? ''
    : [`${failure.code}: ${failure.message}`, ...describeProblems(failure)].map(cell).join('<br>');

/** What is wrong in every detail, and what to do. */
export function describeProblems({ problems, hint }: Failure): readonly string[] {
  const rest = problems.length - mostProblems;
  return [
    ...problems.slice(0, mostProblems).map((problem) => `- ${problem}`),
    ...(rest > 0 ? [`and ${rest} more: see the log`] : []),
    `→ ${hint}`,
  ];
}

/**
 * A command that came to no report, as Markdown.
 *
 * @param command - `deploy`
 */
export function renderEnd(command: string, failure: Failure): string {
  return [
    `## ${cell(`lambda ${command}`)}: failed, exit code ${failure.exitCode}`,
    renderFailure(failure),
    '',
  ].join('\n\n');
}
