import {
  shortCommit,
  type Failure,
  type FunctionPlan,
  type Plan,
  type Report,
} from '@tooling/core';
import { describeLive } from '../terminal/format-report.ts';
import { listWarnings } from '../terminal/list-warnings.ts';
import { drawGraph } from './draw-graph.ts';
import { cell, folded, table } from './markdown.ts';

/** GitHub takes a mebibyte a step; a list that long is read in the log. */
const mostRows = 200;
const mostProblems = 10;

const signs: Readonly<Record<FunctionPlan['action'], string>> = {
  create: '🟢 create',
  update: '🟡 update',
  blocked: '🔴 blocked',
  none: '⚪ none',
};

function limited(rows: readonly (readonly string[])[], head: readonly string[]): string {
  const shown = table(head, rows.slice(0, mostRows));
  const rest = rows.length - mostRows;
  return rest > 0 ? `${shown}\n\nand ${rest} more: see the log` : shown;
}

const rowOf = (planned: FunctionPlan): readonly string[] => [
  cell(planned.functionName),
  signs[planned.action],
  [...planned.reasons, ...problemsOf(planned)].map(cell).join('<br>'),
];

/** What stands in the way; a reason only says how much that is. */
const problemsOf = (planned: FunctionPlan): readonly string[] =>
  planned.action === 'blocked' ? describe(planned.failure) : [];

/** What is wrong in every detail, and what to do. */
function describe({ problems, hint }: Failure): readonly string[] {
  const rest = problems.length - mostProblems;
  return [
    ...problems.slice(0, mostProblems).map((problem) => `- ${problem}`),
    ...(rest > 0 ? [`and ${rest} more: see the log`] : []),
    `→ ${hint}`,
  ];
}

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

const renderFailure = (failure: Failure | undefined): string =>
  failure === undefined
    ? ''
    : [`${failure.code}: ${failure.message}`, ...describe(failure)].map(cell).join('<br>');

/** What a deploy did, as Markdown: what is live now, and what failed. */
export function renderReport({ stage, functions, interrupted, exitCode }: Report): string {
  const changed = functions.filter(({ outcome }) => outcome !== 'unchanged');
  const rows = changed.map((one) => [
    cell(one.functionName),
    outcomes[one.outcome],
    cell(describeLive(one)),
    renderFailure(one.failure),
  ]);
  const verdict =
    exitCode === 0 ? 'done' : interrupted ? 'interrupted' : `failed, exit code ${exitCode}`;
  return [
    `## Deploy to stage ${cell(stage)}: ${verdict}`,
    rows.length === 0
      ? 'Nothing to do: everything is live already.'
      : limited(rows, ['function', 'outcome', 'live version', 'failure']),
    '',
  ].join('\n\n');
}
