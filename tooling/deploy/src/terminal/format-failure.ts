import type { Failure } from '@tooling/core';
import type { Styles } from './styles.ts';

/** A failure as people read it: what happened, each problem on its line, what to do. */
export function formatFailure(failure: Failure, styles: Styles): string {
  const lines = [
    `${styles.red(failure.code)}  ${failure.message}`,
    ...failure.problems.flatMap((problem) => problem.split('\n').map((line) => `  ${line}`)),
    `  ${styles.cyan('→')} ${failure.hint}`,
  ];
  return `${lines.join('\n')}\n`;
}
