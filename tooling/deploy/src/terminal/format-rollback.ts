import {
  exitCodes,
  shortCommit,
  type FunctionRollback,
  type RollbackOutcome,
  type RollbackPlan,
  type RollbackReport,
  type VersionNote,
} from '@tooling/core';
import { formatFailure } from './format-failure.ts';
import { formatTable } from './format-table.ts';
import { formatAge } from './format-time.ts';
import type { Styles } from './styles.ts';

interface Paper {
  readonly now: Date;
  readonly styles: Styles;
}

type Place = Pick<RollbackPlan, 'stage' | 'account' | 'region'>;

const formatPlace = ({ stage, account, region }: Place) =>
  `stage ${stage} (account ${account}, ${region})`;

/** `7 (3f2a91c4d5e6, 3 d)` */
function formatVersion({ version, commit, publishedAt }: VersionNote, now: Date): string {
  const notes = [
    commit === undefined ? 'published by hand' : shortCommit(commit),
    ...(publishedAt === undefined ? [] : [formatAge(publishedAt, now)]),
  ];
  return `${version} (${notes.join(', ')})`;
}

function formatReasons(planned: FunctionRollback & { readonly action: 'move' }): string {
  const weights = Object.entries(planned.additionalVersionWeights ?? {});
  const shares = weights.map(([version, share]) => `${share * 100} % on version ${version} ends`);
  return [planned.reason, ...shares].join('\n');
}

function formatRow(planned: FunctionRollback, { now, styles }: Paper): readonly string[] {
  const { functionName } = planned;
  switch (planned.action) {
    case 'move':
      return [
        functionName,
        formatVersion(planned.from, now),
        styles.yellow(formatVersion(planned.to, now)),
        formatReasons(planned),
      ];
    case 'none':
      return [functionName, planned.liveVersion ?? '', styles.dim('stays'), planned.reason];
    case 'blocked':
      return [
        functionName,
        planned.liveVersion ?? '',
        styles.red('blocked'),
        planned.failure.message,
      ];
  }
}

/** What is moved, from which version to which, with their commits and ages. */
export function formatRollbackPlan(plan: RollbackPlan, paper: Paper): string {
  const { styles } = paper;
  const moves = plan.functions.filter(({ action }) => action === 'move').length;
  const head = ['FUNCTION', 'FROM', 'TO', 'WHY'].map(styles.bold);
  return [
    `${styles.bold('rollback')} of ${moves} of ${plan.functions.length} in ${formatPlace(plan)}\n`,
    formatTable(
      head,
      plan.functions.map((planned) => formatRow(planned, paper)),
    ),
    '',
  ].join('\n');
}

const outcomeWords = {
  'rolled-back': 'rolled back',
  unchanged: 'unchanged',
  'put-back': 'put back',
  skipped: 'not begun',
  failed: 'failed',
} as const satisfies Record<RollbackOutcome['outcome'], string>;

function formatOutcome({ outcome }: RollbackOutcome, styles: Styles): string {
  const words = outcomeWords[outcome];
  if (outcome === 'rolled-back') return styles.green(words);
  if (outcome === 'unchanged') return styles.dim(words);
  return outcome === 'failed' ? styles.red(words) : styles.yellow(words);
}

function formatVerdict({ functions, interrupted, exitCode }: RollbackReport, styles: Styles) {
  const count = (isMeant: (one: RollbackOutcome) => boolean) => functions.filter(isMeant).length;
  const moved = count(({ outcome }) => outcome === 'rolled-back');
  if (interrupted) return styles.yellow('interrupted; nothing was moved');
  if (exitCode !== 0) {
    const back = count(({ outcome }) => outcome === 'put-back');
    const changed = count(({ liveVersion, previousVersion }) => liveVersion !== previousVersion);
    const words = [
      'failed',
      ...(back > 0 ? [`${back} put back`] : []),
      changed === 0 ? 'what was live before is live' : `${changed} moved`,
      ...(isWorthRepeating(functions) ? ['the same command again goes on from here'] : []),
    ];
    return styles.red(words.join('; '));
  }
  if (moved === 0) return 'nothing to roll back';
  const pinned = count(({ pinnedVersion }) => pinnedVersion !== undefined);
  if (pinned === moved) return `${moved} rolled back and pinned`;
  return pinned === 0 ? `${moved} moved, not pinned` : `${moved} moved, ${pinned} of them pinned`;
}

/** What cannot be meant, as a version that is not there, is refused the second time too. */
const isWorthRepeating = (functions: readonly RollbackOutcome[]): boolean =>
  functions.every(({ failure }) => failure?.exitCode !== exitCodes.usage);

/** What is live after a rollback, what failed, and how to go on. */
export function formatRollbackReport(report: RollbackReport, styles: Styles): string {
  const { functions } = report;
  const head = ['FUNCTION', 'LIVE VERSION', 'OUTCOME'].map(styles.bold);
  const rows = functions.map((one) => [
    one.functionName,
    one.liveVersion === one.previousVersion || one.previousVersion === undefined
      ? (one.liveVersion ?? 'not live')
      : `${one.liveVersion ?? 'not live'} (was ${one.previousVersion})`,
    formatOutcome(one, styles),
  ]);
  const failures = functions.flatMap(({ failure }) =>
    failure === undefined ? [] : [formatFailure(failure, styles)],
  );
  const isPinned = functions.some(({ pinnedVersion }) => pinnedVersion !== undefined);
  const next =
    'What was rolled back is not deployed again until it differs, or with `lambda deploy --unpin`.\n';
  return [
    `${styles.bold('live')} in ${formatPlace(report)}: ${formatVerdict(report, styles)}\n`,
    formatTable(head, rows),
    ...failures,
    ...(isPinned ? [next] : []),
  ].join('\n');
}
