import { localStage, shortCommit, type Failure } from '@tooling/core';
import { formatFailure } from './format-failure.ts';
import { formatBytes } from './format-bytes.ts';
import { whileServed } from './format-report.ts';
import { formatTable } from './format-table.ts';
import { formatTime } from './format-time.ts';
import type { Styles } from './styles.ts';

/** What a stage holds of one function. Absent fields: it is not live, or was published by hand. */
export interface FunctionStatus {
  readonly lambda: string;
  readonly functionName: string;
  readonly state: 'live' | 'unreleased' | 'absent' | 'orphan' | 'unreadable';
  readonly version?: string | undefined;
  /** ISO 8601. */
  readonly publishedAt?: string | undefined;
  readonly commit?: string | undefined;
  readonly packageVersion?: string | undefined;
  /** Base64 SHA-256 of the zip. */
  readonly artifact?: string | undefined;
  readonly zipBytes?: number | undefined;
  /** A switch in steps that is under way, or was interrupted. */
  readonly switching?:
    | {
        readonly version: string;
        readonly percent: number;
        readonly commit?: string | undefined;
      }
    | undefined;
  /** The version that was rolled back and is not deployed again. */
  readonly pinnedVersion?: string | undefined;
  /** What starts it, as far as a deploy made it: as people call it, and where it answers. */
  readonly startedBy?: readonly Started[] | undefined;
  /** Why nothing is known of it. */
  readonly failure?: Failure | undefined;
}

/** Something that starts a function. */
export interface Started {
  /** `schedule cron(0 3 1 * ? *)` */
  readonly trigger: string;
  readonly address?: string | undefined;
}

export interface StageStatus {
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly functions: readonly FunctionStatus[];
}

const stateWords: Readonly<Record<FunctionStatus['state'], string>> = {
  live: 'live',
  unreleased: 'created, not live',
  absent: 'not deployed',
  orphan: 'orphan: no lambda any more',
  unreadable: 'cannot be read',
};

function formatState({ state, switching, pinnedVersion }: FunctionStatus, styles: Styles): string {
  const words = stateWords[state];
  if (switching !== undefined) {
    const { version, percent, commit } = switching;
    const from = commit === undefined ? '' : ` (${shortCommit(commit)})`;
    return styles.yellow(`switching: ${percent} % to version ${version}${from}`);
  }
  if (pinnedVersion !== undefined) return styles.yellow(`${words}, pinned: not ${pinnedVersion}`);
  return state === 'live' ? styles.green(words) : styles.yellow(words);
}

/** What starts functions: a line each, of those that have something. */
function formatStarted({ stage, functions }: StageStatus, styles: Styles, pnpm: string): string[] {
  const rows = functions.flatMap(({ functionName, startedBy = [] }) =>
    startedBy.map(({ trigger, address = '' }, index) => [
      index === 0 ? functionName : '',
      trigger,
      address,
    ]),
  );
  if (rows.length === 0) return [];
  const isLocal = stage === localStage && rows.some(([, , address]) => address !== '');
  return [
    formatTable(['FUNCTION', 'STARTED BY', 'ADDRESS'].map(styles.bold), rows),
    ...(isLocal ? [`${styles.dim(whileServed(pnpm))}\n`] : []),
  ];
}

/** @param pnpm - how the reader of it runs pnpm */
export function formatStatus(status: StageStatus, styles: Styles, pnpm: string): string {
  const { stage, account, region, functions } = status;
  const head = ['FUNCTION', 'STATE', 'VERSION', 'PUBLISHED', 'COMMIT', 'PACKAGE', 'ZIP'];
  const rows = functions.map((one) => [
    one.functionName,
    formatState(one, styles),
    one.version ?? '',
    one.publishedAt === undefined ? '' : formatTime(one.publishedAt),
    one.version === undefined ? '' : shortCommit(one.commit ?? 'published by hand'),
    one.packageVersion ?? '',
    one.zipBytes === undefined ? '' : formatBytes(one.zipBytes),
  ]);
  const title = `${styles.bold('stage')} ${stage} (account ${account}, ${region})\n`;
  const failures = functions.flatMap(({ failure }) =>
    failure === undefined ? [] : [formatFailure(failure, styles)],
  );
  return [
    title,
    formatTable(head.map(styles.bold), rows),
    ...formatStarted(status, styles, pnpm),
    ...failures,
  ].join('\n');
}
