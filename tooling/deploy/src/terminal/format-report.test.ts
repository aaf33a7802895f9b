import type { FunctionOutcome, Report } from '@tooling/core';
import { expect, it } from 'vitest';
import { formatReport } from './format-report.ts';
import { createStyles } from './styles.ts';

const one: FunctionOutcome = {
  lambda: 'one',
  functionName: 'one',
  outcome: 'unchanged',
  liveVersion: '1',
  previousVersion: '1',
};

const pinned: FunctionOutcome = { ...one, pinnedVersion: '2' };

function verdictOf(exitCode: number, ...functions: readonly FunctionOutcome[]): string {
  const report: Report = {
    service: 'tests',
    stage: 'local',
    account: '000000000000',
    region: 'us-east-1',
    commit: 'none',
    functions,
    interrupted: false,
    waits: [],
    exitCode,
  };
  const [line = ''] = formatReport(report, createStyles(false), 'pnpm').split('\n');
  return line.replace(/^.*?\): /, '');
}

it.each<[string, number, readonly FunctionOutcome[]]>([
  [
    'failed; 1 of 2 put back: one; what was live before is live',
    1,
    [{ ...one, outcome: 'put-back' }, one],
  ],
  [
    'failed; a switch is still in the middle: one',
    3,
    [{ ...one, outcome: 'failed', switching: { version: '2', percent: 10 } }],
  ],
  [
    'failed; nothing was switched: what was live before is live',
    1,
    [{ ...one, outcome: 'failed' }],
  ],
  ['1 put back, an interrupted switch being over', 0, [{ ...one, outcome: 'put-back' }, one]],
  ['nothing to do: everything is live already', 0, [one]],
  ['nothing to do: 1 function is pinned, kept as rolled back', 0, [pinned]],
  [
    'nothing to do: 2 functions are pinned, kept as rolled back; everything else is live already',
    0,
    [pinned, one, pinned],
  ],
  [
    '1 deployed; 1 function is pinned, kept as rolled back',
    0,
    [{ ...one, outcome: 'deployed' }, pinned],
  ],
])('says what a run came to: %s', (verdict, exitCode, functions) => {
  expect(verdictOf(exitCode, ...functions)).toBe(verdict);
});
