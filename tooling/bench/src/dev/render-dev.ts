import { renderOrigins, renderRows, replaceMarked } from '../render-page.ts';
import type { DevFigure, SavedFile } from './dev-figure.ts';

const words: Readonly<Record<SavedFile, string>> = {
  leaf: 'a file of one lambda',
  library: 'a file of a library',
  all: 'a file of a library that others use',
};

const pair = ([median, max]: readonly [number, number]) =>
  `${Math.round(median)} ms (at most ${Math.round(max)} ms)`;

const megabytes = (values: readonly number[]) =>
  values.map((one) => Math.round(one / 2 ** 20)).join(' / ');

/** The table of saves, and what it held in memory. */
export function renderDevTables(figures: readonly DevFigure[]): string {
  const saves = figures.flatMap((one) => (one.kind === 'save' ? [one] : []));
  const memories = figures.flatMap((one) => (one.kind === 'memory' ? [one] : []));
  const head = ['lambdas', 'saved', 'functions', 'live in all', 'first new answer', 'saves'];
  const rows = saves.map((one) => [
    String(one.lambdas),
    words[one.saved],
    String(one.functions),
    pair(one.liveMs),
    pair(one.answeredMs),
    String(one.saves),
  ]);
  const memoryHead = ['lambdas', 'edits', 'lambda dev, MB', 'esbuild, MB', '`.local/dev/`, MB'];
  const memoryRows = memories.map((one) => [
    String(one.lambdas),
    one.edits.toLocaleString('en'),
    megabytes(one.ownBytes),
    megabytes(one.esbuildBytes),
    megabytes([one.codeBytes]),
  ]);
  return [renderRows([head, ...rows]), renderRows([memoryHead, ...memoryRows])].join('\n\n');
}

/** Puts the figures between their own marks of the page. */
export const renderDevPage = (page: string, figures: readonly DevFigure[]): string =>
  replaceMarked(page, 'dev figures', `${renderDevTables(figures)}\n\n${renderOrigins(figures)}`);
