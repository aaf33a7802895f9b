import { exitCodes } from '@tooling/core';
import { table } from './markdown.ts';

const meanings: Readonly<Record<keyof typeof exitCodes, readonly [meaning: string, next: string]>> =
  {
    done: ['Done, or nothing to do.', ''],
    functionFailed: [
      'Something failed: a function, its build, a request, or the command was interrupted.',
      'See the report; then run the same command again, it goes on where this one stopped.',
    ],
    usage: ['The command line, a configuration or the credentials are wrong.', 'Fix them.'],
    liveMoved: ['What is live changed meanwhile: somebody else deployed.', 'Plan again.'],
    drifted: [
      'What is live differs from what was deployed, or there are orphans. Only with `--exit-code` of `lambda drift` and `lambda prune --dry-run`.',
      'See what it lists.',
    ],
    bug: ['A bug of this tool.', 'Report it, with the text that was printed.'],
  };

/** The exit codes as a table. */
export function renderExitCodes(): string {
  const rows = (Object.keys(exitCodes) as (keyof typeof exitCodes)[]).map((name) => [
    String(exitCodes[name]),
    ...meanings[name],
  ]);
  return table(['Exit code', 'What it means', 'What to do'], rows);
}
