import type { FunctionOutcome, Report } from '@tooling/core';
import { formatFailure } from './format-failure.ts';
import { formatTable } from './format-table.ts';
import { formatWaits } from './format-waits.ts';
import type { Styles } from './styles.ts';

const symbols = {
  deployed: 'deployed',
  unchanged: 'unchanged',
  prepared: 'prepared, not switched',
  'put-back': 'put back',
  skipped: 'not begun',
  failed: 'failed',
} as const satisfies Record<FunctionOutcome['outcome'], string>;

function formatOutcome({ outcome }: FunctionOutcome, styles: Styles): string {
  const text = symbols[outcome];
  if (outcome === 'deployed') return styles.green(text);
  if (outcome === 'unchanged') return styles.dim(text);
  return outcome === 'failed' ? styles.red(text) : styles.yellow(text);
}

function formatVersion({ liveVersion, previousVersion }: FunctionOutcome): string {
  if (liveVersion === undefined) return 'not live';
  if (previousVersion === undefined || previousVersion === liveVersion) return liveVersion;
  return `${liveVersion} (was ${previousVersion})`;
}

/** Functions whose `live` names another version than before the run. */
function countSwitched(functions: readonly FunctionOutcome[]): string {
  const switched = functions.filter(
    ({ liveVersion, previousVersion }) => liveVersion !== previousVersion,
  );
  if (switched.length === 0) return 'nothing was switched: what was live before is live';
  const names = switched.map(({ functionName }) => functionName).join(', ');
  return `${switched.length} of ${functions.length} switched: ${names}`;
}

function formatVerdict({ functions, interrupted, exitCode }: Report, styles: Styles): string {
  if (functions.length === 0) return 'there are no lambdas';
  if (exitCode === 0) {
    const deployed = functions.filter(({ outcome }) => outcome === 'deployed').length;
    return deployed === 0 ? 'nothing to do: everything is live already' : `${deployed} deployed`;
  }
  const words = countSwitched(functions);
  return interrupted
    ? styles.yellow(`interrupted; ${words}; the same command again finishes it`)
    : styles.red(`failed; ${words}`);
}

/**
 * What is live after a deploy, what failed, and how to call the functions.
 *
 * @param pnpm - how the reader of it runs pnpm
 */
export function formatReport(report: Report, styles: Styles, pnpm: string): string {
  const { stage, account, region, functions } = report;
  const rows = functions.map((outcome) => [
    outcome.functionName,
    formatVersion(outcome),
    formatOutcome(outcome, styles),
    outcome.liveVersion === undefined
      ? ''
      : `${pnpm} lambda invoke ${outcome.lambda}${stageFlag(stage)}`,
  ]);
  const failures = functions.flatMap(({ failure }) =>
    failure === undefined ? [] : [formatFailure(failure, styles)],
  );
  const waited = formatWaits(report.waits);
  const head = ['FUNCTION', 'LIVE VERSION', 'OUTCOME', 'CALL IT'].map(styles.bold);
  return [
    `${styles.bold('live')} in stage ${stage} (account ${account}, ${region}): ${formatVerdict(report, styles)}\n`,
    formatTable(head, rows),
    ...(waited === undefined ? [] : [`${styles.dim(waited)}\n`]),
    ...failures,
  ].join('\n');
}

const stageFlag = (stage: string) => (stage === 'local' ? '' : ` --stage ${stage}`);
