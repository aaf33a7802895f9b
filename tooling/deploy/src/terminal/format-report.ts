import { localStage, type FunctionOutcome, type Report } from '@tooling/core';
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

/** `8 (was 7)`, `7, and 10 % on 8`: what `live` serves now. */
export function describeLive(outcome: FunctionOutcome): string {
  const { liveVersion, previousVersion, switching } = outcome;
  if (liveVersion === undefined) return 'not live';
  const share = switching && `, and ${switching.percent} % on ${switching.version}`;
  const isSame = previousVersion === undefined || previousVersion === liveVersion;
  return `${liveVersion}${isSame ? '' : ` (was ${previousVersion})`}${share ?? ''}`;
}

/** Functions whose `live` names another version than before the run, went back, or is shared. */
function countSwitched(functions: readonly FunctionOutcome[]): string {
  const list = (words: string, some: readonly FunctionOutcome[]) =>
    some.length === 0
      ? []
      : [`${words}: ${some.map(({ functionName }) => functionName).join(', ')}`];
  const switched = functions.filter(
    ({ liveVersion, previousVersion }) => liveVersion !== previousVersion,
  );
  const back = functions.filter(({ outcome }) => outcome === 'put-back');
  const shared = functions.filter(({ switching }) => switching !== undefined);
  const counts = [
    ...list(`${switched.length} of ${functions.length} switched`, switched),
    ...list(`${back.length} of ${functions.length} put back`, back),
    ...list('a switch is still in the middle', shared),
  ];
  if (counts.length === 0) return 'nothing was switched: what was live before is live';
  const isAsBefore = switched.length === 0 && shared.length === 0;
  return `${counts.join('; ')}${isAsBefore ? '; what was live before is live' : ''}`;
}

/** What a run has done that went well. */
function countDone(functions: readonly FunctionOutcome[]): string {
  const count = (outcome: FunctionOutcome['outcome']) =>
    functions.filter((one) => one.outcome === outcome).length;
  const [deployed, back] = [count('deployed'), count('put-back')];
  const parts = [
    ...(deployed > 0 ? [`${deployed} deployed`] : []),
    ...(back > 0 ? [`${back} put back, an interrupted switch being over`] : []),
  ];
  const pinned = describePinned(functions);
  if (parts.length > 0) return [parts.join(', '), ...pinned].join('; ');
  return `nothing to do: ${describeRest(functions)}`;
}

/** Why a run had nothing to do. */
export function describeRest(functions: readonly FunctionOutcome[]): string {
  const pinned = describePinned(functions);
  if (pinned.length === 0) return 'everything is live already';
  const isAll = functions.every(({ pinnedVersion }) => pinnedVersion !== undefined);
  return [...pinned, ...(isAll ? [] : ['everything else is live already'])].join('; ');
}

/** How many functions stay as they were rolled back, if there are any. */
export function describePinned(functions: readonly FunctionOutcome[]): readonly string[] {
  const count = functions.filter(({ pinnedVersion }) => pinnedVersion !== undefined).length;
  if (count === 0) return [];
  return [
    `${count === 1 ? '1 function is' : `${count} functions are`} pinned, kept as rolled back`,
  ];
}

function formatVerdict({ functions, interrupted, exitCode }: Report, styles: Styles): string {
  if (functions.length === 0) return 'there are no lambdas';
  if (exitCode === 0) return countDone(functions);
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
    describeLive(outcome),
    formatOutcome(outcome, styles),
    callsOf(outcome, stage, pnpm).join('\n'),
  ]);
  const hasAddresses = functions.some(({ addresses = [] }) => addresses.length > 0);
  const failures = functions.flatMap(({ failure }) =>
    failure === undefined ? [] : [formatFailure(failure, styles)],
  );
  const waited = formatWaits(report.waits);
  const head = ['FUNCTION', 'LIVE VERSION', 'OUTCOME', 'CALL IT'].map(styles.bold);
  return [
    `${styles.bold('live')} in stage ${stage} (account ${account}, ${region}): ${formatVerdict(report, styles)}\n`,
    formatTable(head, rows),
    ...(hasAddresses && stage === localStage ? [`${styles.dim(whileServed(pnpm))}\n`] : []),
    ...(waited === undefined ? [] : [`${styles.dim(waited)}\n`]),
    ...failures,
  ].join('\n');
}

/** By the command line, and by its addresses where it was deployed. */
function callsOf(
  { lambda, liveVersion, addresses = [] }: FunctionOutcome,
  stage: string,
  pnpm: string,
): readonly string[] {
  if (liveVersion === undefined) return [];
  const command = `${pnpm} lambda invoke ${lambda}${stageFlag(stage)}`;
  return [command, ...addresses.map(({ address }) => address)];
}

/** The local AWS of a command ends with it. */
export const whileServed = (pnpm: string): string =>
  `addresses of the local AWS answer while \`${pnpm} lambda local\` runs`;

const stageFlag = (stage: string) => (stage === localStage ? '' : ` --stage ${stage}`);
