import {
  shortCommit,
  type DeletedVersions,
  type HistoricVersion,
  type HistoryView,
} from '@tooling/core';
import { formatTable } from './format-table.ts';
import { formatTime } from './format-time.ts';
import type { Styles } from './styles.ts';

/** `90 %`, `2.5 %` */
const formatShare = (share: number) => `${Number((share * 100).toFixed(2))} %`;

function formatUse({ traffic, isPinned, aliases }: HistoricVersion, styles: Styles): string {
  const serving =
    traffic === undefined ? [] : [traffic === 1 ? 'live' : `live, ${formatShare(traffic)}`];
  return [
    ...serving.map(styles.green),
    ...(isPinned ? [styles.yellow('pinned: not deployed again')] : []),
    ...aliases.map((name) => `alias ${name}`),
  ].join('\n');
}

function formatEntry(entry: HistoricVersion | DeletedVersions, styles: Styles): readonly string[] {
  if (entry.kind === 'deleted') {
    const { first, last } = entry;
    return [first === last ? first : `${first}–${last}`, styles.dim('deleted'), '', '', '', ''];
  }
  const { version, publishedAt, provenance, codeSha256 } = entry;
  return [
    version,
    formatTime(publishedAt),
    provenance === undefined ? 'published by hand' : shortCommit(provenance.commit),
    provenance?.packageVersion ?? '',
    codeSha256.slice(0, 12),
    formatUse(entry, styles),
  ];
}

function formatTitle(view: HistoryView, stage: string, styles: Styles): string {
  const { functionName, isOurs, liveVersion, liveSince, previousVersion } = view;
  const since = liveSince === undefined ? '' : ` since ${formatTime(liveSince)}`;
  const before = previousVersion === undefined ? '' : `, before that version ${previousVersion}`;
  const live =
    liveVersion === undefined ? 'never live' : `live is version ${liveVersion}${since}${before}`;
  const owner = isOurs ? '' : styles.yellow('; it is not one of ours');
  return `${styles.bold(functionName)} in stage ${stage}: ${live}${owner}\n`;
}

/** A function's versions, newest first, and what each is to it now. */
export function formatHistory(view: HistoryView, stage: string, styles: Styles): string {
  const { entries, olderVersions } = view;
  const head = ['VERSION', 'PUBLISHED', 'COMMIT', 'PACKAGE', 'ARTIFACT', 'USE'].map(styles.bold);
  const rows = entries.map((entry) => formatEntry(entry, styles));
  const shown = entries.filter(({ kind }) => kind === 'version').length;
  const older = `${olderVersions} older: --limit ${shown + olderVersions}\n`;
  return [
    formatTitle(view, stage, styles),
    rows.length === 0 ? 'no version was published\n' : formatTable(head, rows),
    ...(olderVersions > 0 ? [older] : []),
  ].join('\n');
}
