import type { Failure } from '@tooling/core';
import type { Host } from '../host.ts';
import { describeProblems } from './render-failure.ts';

/** A plan, a report, or failures alone. */
interface Failing {
  readonly functions: readonly {
    readonly functionName?: string | undefined;
    readonly failure?: Failure | undefined;
  }[];
}

/**
 * Puts why a command failed among the annotations of a GitHub run: one, since a step has ten at most
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message).
 *
 * With `--json` nothing is written: whoever reads the lines has the failures, and says what they mean.
 */
export function annotate(
  { functions }: Failing,
  { env, out }: Pick<Host, 'env' | 'out'>,
  isJson: boolean,
): void {
  const [first, ...others] = functions.flatMap(({ failure }) => failure ?? []);
  if (first === undefined || isJson || env.GITHUB_ACTIONS !== 'true') return;
  const lines = [
    first.message,
    ...describeProblems(first),
    ...(others.length === 0 ? [] : [`${others.length} more failed: see the log`]),
  ];
  out(`::error title=${escapeProperty(first.code)}::${escapeMessage(lines.join('\n'))}\n`);
}

const escapeMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
