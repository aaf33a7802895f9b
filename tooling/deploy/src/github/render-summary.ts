import { shortCommit, type FunctionPlan, type Plan, type Report } from '@tooling/core';
import { describeSwitch } from '../terminal/format-plan.ts';
import { describeLive } from '../terminal/format-report.ts';
import { formatWaits } from '../terminal/format-waits.ts';
import { listWarnings } from '../terminal/list-warnings.ts';
import { drawGraph } from './draw-graph.ts';
import { cell, folded, limited, mostRows } from './markdown.ts';
import { describeProblems, renderFailure } from './render-failure.ts';

const signs: Readonly<Record<FunctionPlan['action'], string>> = {
  create: '🟢 create',
  update: '🟡 update',
  blocked: '🔴 blocked',
  none: '⚪ none',
};

const rowOf = (planned: FunctionPlan): readonly string[] => [
  cell(planned.functionName),
  signs[planned.action],
  [...planned.reasons, ...describeSwitch(planned), ...problemsOf(planned)].map(cell).join('<br>'),
];

/** What stands in the way; a reason only says how much that is. */
const problemsOf = (planned: FunctionPlan): readonly string[] =>
  planned.action === 'blocked' ? describeProblems(planned.failure) : [];

function renderGraph(plan: Plan): readonly string[] {
  const drawn = drawGraph(plan);
  if (drawn === undefined) return [];
  const { mermaid, leftOut } = drawn;
  const note = leftOut === 0 ? [] : [`${leftOut} functions more are not drawn.`];
  return [['```mermaid', mermaid, '```'].join('\n'), ...note];
}

function renderNotes(plan: Plan): readonly string[] {
  const { orphans, undeclared } = plan;
  const notes = [
    ...listWarnings(plan).map((warning) => `- ${cell(warning)}`),
    ...orphans.map(
      ({ functionName }) => `- ${cell(functionName)}: orphan, no lambda has it any more`,
    ),
    ...undeclared.map(
      ({ functionName, fields }) =>
        `- ${cell(functionName)}: ${cell(fields.join(', '))} declared nowhere: kept`,
    ),
  ];
  return notes.length === 0
    ? []
    : [folded(`${notes.length} notes`, notes.slice(0, mostRows).join('\n'))];
}

/** A plan as Markdown: what would be done and why, as a table and as a picture. */
export function renderPlan(plan: Plan): string {
  const changes = plan.functions.filter(({ action }) => action !== 'none');
  const unchanged = plan.functions.filter(({ action }) => action === 'none');
  const commit = plan.commit === 'none' ? '' : ` at ${cell(shortCommit(plan.commit))}`;
  const head = ['function', 'action', 'why'];
  return [
    `## Plan for stage ${cell(plan.stage)}${commit}`,
    `${changes.length} of ${plan.functions.length} functions differ from what is live in account ${plan.account}, ${plan.region}.`,
    ...(changes.length === 0 ? [] : [limited(changes.map(rowOf), head)]),
    ...renderGraph(plan),
    ...(unchanged.length === 0
      ? []
      : [folded(`${unchanged.length} unchanged`, limited(unchanged.map(rowOf), head))]),
    ...renderNotes(plan),
    '',
  ].join('\n\n');
}

const outcomes: Readonly<Record<Report['functions'][number]['outcome'], string>> = {
  deployed: '🟢 deployed',
  unchanged: '⚪ unchanged',
  prepared: '🟡 prepared, not switched',
  'put-back': '🟠 put back',
  skipped: '🟡 not begun',
  failed: '🔴 failed',
};

const addressesOf = ({ addresses = [] }: Report['functions'][number]): readonly string[] =>
  addresses.map(({ address }) => address);

/** What a deploy did, as Markdown: what is live now, and what failed. */
export function renderReport({ stage, functions, interrupted, exitCode, waits }: Report): string {
  const waited = formatWaits(waits);
  const changed = functions.filter(({ outcome }) => outcome !== 'unchanged');
  const rows = changed.map((one) => [
    cell(one.functionName),
    outcomes[one.outcome],
    [describeLive(one), ...addressesOf(one)].map(cell).join('<br>'),
    renderFailure(one.failure),
  ]);
  const verdict =
    exitCode === 0 ? 'done' : interrupted ? 'interrupted' : `failed, exit code ${exitCode}`;
  return [
    `## Deploy to stage ${cell(stage)}: ${verdict}`,
    rows.length === 0
      ? 'Nothing to do: everything is live already.'
      : limited(rows, ['function', 'outcome', 'live version', 'failure']),
    ...(waited === undefined ? [] : [cell(waited)]),
    '',
  ].join('\n\n');
}
