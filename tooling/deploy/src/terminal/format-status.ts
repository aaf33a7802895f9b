import { shortCommit, type Failure } from '@tooling/core';
import { formatFailure } from './format-failure.ts';
import { formatBytes } from './format-bytes.ts';
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
  /** Why nothing is known of it. */
  readonly failure?: Failure | undefined;
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

export function formatStatus(status: StageStatus, styles: Styles): string {
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
  return [title, formatTable(head.map(styles.bold), rows), ...failures].join('\n');
}
