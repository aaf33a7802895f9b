import { describeFailure, errorCatalogue, UserError, type ErrorCode } from '@tooling/core';
import { formatFailure } from '../terminal/format-failure.ts';
import { createStyles } from '../terminal/styles.ts';
import { renderExitCodes } from './exit-code-meanings.ts';
import { codeBlock, page } from './markdown.ts';

const example = new UserError('CONFIG_INVALID', 'lambdas/predict/lambda.config.ts is not valid', {
  subject: 'lambdas/predict/lambda.config.ts',
  problems: ['memorySize: 64 is below 128'],
});

function renderError(code: ErrorCode): string[] {
  const { summary, hint, exitCode } = errorCatalogue[code];
  return [`### ${code}`, summary, `→ ${hint}`, `Exit code ${exitCode}.`];
}

/** docs/reference/errors.md. */
export function renderErrors(): string {
  const failure = describeFailure(example);
  const codes = (Object.keys(errorCatalogue) as ErrorCode[]).toSorted();
  return page('Errors', [
    'A failure that you can do something about has a code. It says what happened, what exactly is wrong, each on its line, and after the arrow what to do:',
    codeBlock('text', formatFailure(failure, createStyles(false))),
    'With `--json` it is a line of standard output:',
    codeBlock('json', JSON.stringify({ type: 'error', failure })),
    'The failure of one function stops no other: it stands in the report, and in JSON as an event `failed`. Where several things failed, the exit code is that of the gravest: 70 before 3 before 2 before 1.',
    'Anything else is a bug: its code is `BUG`, and it shows a stack.',
    '## Exit codes',
    renderExitCodes(),
    'A second Ctrl-C leaves at once with 130.',
    '## Codes',
    'The hint is the usual one; where the command knows something better, it says that.',
    ...codes.flatMap(renderError),
  ]);
}
