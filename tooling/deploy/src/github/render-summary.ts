import { shortCommit, type FunctionPlan, type Plan, type Report } from '@tooling/core';
import type { PlanDetails } from '../pipeline/read-plan-details.ts';
import { describeSwitch } from '../terminal/format-plan.ts';
import { describeLive, describePinned, describeRest } from '../terminal/format-report.ts';
import { formatWaits } from '../terminal/format-waits.ts';
import { listWarnings } from '../terminal/list-warnings.ts';
import { drawGraph } from './draw-graph.ts';
import { cell, folded, limited, mostRows } from './markdown.ts';
import { describeProblems, renderFailure } from './render-failure.ts';
import { renderPlanDetails } from './render-plan-details.ts';

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

function renderNotes(plan: Plan, rows: number): readonly string[] {
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
    : [folded(`${notes.length} notes`, shortened(notes, rows).join('\n'))];
}

const shortened = (notes: readonly string[], rows: number): readonly string[] =>
  notes.length > rows
    ? [...notes.slice(0, rows), `- and ${notes.length - rows} more: see the log`]
    : notes;

/** What else is told of a plan, and how much of it. */
export interface PlanView {
  readonly details?: PlanDetails | undefined;
  /** The newest commit of the pull request, where the plan is of its merge. */
  readonly head?: string | undefined;
  /** The commit that it compares with, where what is live is not known. */
  readonly base?: string | undefined;
  /** Of each table, at most. */
  readonly rows?: number | undefined;
  /** Whether it is drawn, too. */
  readonly graph?: boolean | undefined;
}

function renderHead(plan: Plan, { head, base }: PlanView): readonly string[] {
  const { stage, account, region, functions } = plan;
  const commit = describeCommit(plan, head);
  const changes = functions.filter(({ action }) => action !== 'none');
  const count = `${changes.length} of ${functions.length} functions differ from`;
  if (base === undefined) {
    return [
      `## Plan for stage ${cell(stage)}${commit}`,
      `${count} what is live in account ${account}, ${region}.`,
    ];
  }
  const former = cell(shortCommit(base));
  return [
    `## Plan without live state${commit}`,
    `**What is live is not known here.** ${count} what ${former} deploys; both were compared on a local AWS. What is called live below is that commit.`,
  ];
}

function describeCommit({ commit }: Plan, head: string | undefined): string {
  if (head !== undefined) return ` at ${cell(shortCommit(head))}, merged into its base`;
  return commit === 'none' ? '' : ` at ${cell(shortCommit(commit))}`;
}

/** A plan as Markdown: what would be done and why, as a table and as a picture. */
export function renderPlan(plan: Plan, view: PlanView = {}): string {
  const { details, rows = mostRows, graph = true } = view;
  const changes = plan.functions.filter(({ action }) => action !== 'none');
  const unchanged = plan.functions.filter(({ action }) => action === 'none');
  const head = ['function', 'action', 'why'];
  return [
    ...renderHead(plan, view),
    ...(changes.length === 0 ? [] : [limited(changes.map(rowOf), head, rows)]),
    ...(details === undefined ? [] : renderPlanDetails(details, rows)),
    ...(graph ? renderGraph(plan) : []),
    ...(unchanged.length === 0
      ? []
      : [folded(`${unchanged.length} unchanged`, limited(unchanged.map(rowOf), head, rows))]),
    ...renderNotes(plan, rows),
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
    ...(rows.length === 0
      ? [`Nothing to do: ${describeRest(functions)}.`]
      : [
          limited(rows, ['function', 'outcome', 'live version', 'failure']),
          ...describePinned(functions).map((words) => `${words}.`),
        ]),
    ...(waited === undefined ? [] : [cell(waited)]),
    '',
  ].join('\n\n');
}
