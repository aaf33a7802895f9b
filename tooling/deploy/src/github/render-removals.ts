import type { Removed } from '../apply/apply-pruning.ts';
import { cell, command, limited } from './markdown.ts';
import { renderFailure } from './render-failure.ts';

const outcomes = {
  removed: '🟢 removed',
  removable: '🟡 would be removed',
  kept: '🟠 kept',
  failed: '🔴 failed',
} as const satisfies Record<Removed['outcome'], string>;

/** What started it, and goes with it. */
const triggersOf = (facts: Removed['facts']): readonly string[] =>
  (facts?.found?.triggers ?? []).map(({ title }) => `with ${title}`);

/** What became of functions without a lambda, as Markdown. */
export function renderRemovals(removed: readonly Removed[], stage: string): string {
  const rows = removed.map(({ functionName, lambda, outcome, doubts, failure, facts }) => [
    cell(functionName),
    cell(lambda),
    outcomes[outcome],
    [
      ...(outcome === 'removable' ? ['no lambda has it any more'] : []),
      ...(outcome === 'kept' ? [] : triggersOf(facts).map(cell)),
      ...doubts.map(({ text }) => cell(text)),
      renderFailure(failure),
    ]
      .filter((text) => text !== '')
      .join('<br>'),
  ]);
  const isAsked = removed.some(({ outcome }) => outcome === 'removable');
  return [
    `## Orphans in stage ${cell(stage)}`,
    rows.length === 0
      ? 'There are none.'
      : limited(rows, ['function', 'was of lambda', 'outcome', 'why']),
    ...(isAsked ? [renderRemedies(stage)] : []),
    '',
  ].join('\n\n');
}

const renderRemedies = (stage: string): string =>
  [
    'What to do:',
    '',
    `- Remove them: ${command(`pnpm lambda prune --stage ${stage}`)}, or on GitHub Actions → lambda → Run workflow → prune.`,
    '- Keep one: put the directory of its lambda back, and merge that.',
  ].join('\n');
