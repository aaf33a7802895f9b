import { describeSwitching, shortCommit, type FunctionPlan, type Plan } from '@tooling/core';
import { formatFailure } from './format-failure.ts';
import { formatTable } from './format-table.ts';
import { listWarnings } from './list-warnings.ts';
import type { Styles } from './styles.ts';

function formatAction({ action }: FunctionPlan, styles: Styles): string {
  switch (action) {
    case 'create':
      return styles.green('create');
    case 'update':
      return styles.yellow('update');
    case 'blocked':
      return styles.red('blocked');
    case 'none':
      return styles.dim('none');
  }
}

function countActions(plan: Plan): string {
  const count = (action: FunctionPlan['action']) =>
    plan.functions.filter((planned) => planned.action === action).length;
  const parts = [
    [count('create'), 'to create'],
    [count('update'), 'to update'],
    [count('blocked'), 'blocked'],
    [count('none'), 'unchanged'],
  ] as const;
  if (plan.functions.length === 0) {
    return 'there are no lambdas: make a directory under lambdas/ with an index.js';
  }
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(', ');
}

/** `stage local (account 000000000000, us-east-1) at 3f2a91c4d5e6` */
function formatStage({ stage, account, region, commit }: Plan): string {
  const at = commit === 'none' ? '' : ` at ${shortCommit(commit)}`;
  return `stage ${stage} (account ${account}, ${region})${at}`;
}

/** What is set on functions and nobody declares, and functions without a package. */
function formatNotes(plan: Plan, styles: Styles, prunes: boolean): string[] {
  const left = prunes
    ? 'it is removed once everything is live, unless something speaks against it'
    : 'it is left alone, `lambda prune` removes it';
  return [
    ...listWarnings(plan).map(styles.yellow),
    ...plan.undeclared.map(({ functionName, fields }) =>
      styles.dim(
        `${functionName}: ${fields.join(', ')} set on the function, declared nowhere: kept`,
      ),
    ),
    ...plan.orphans.map(({ functionName, lambda }) =>
      styles.yellow(
        `${functionName}: orphan, no lambda has this function any more (made by lambdas/${lambda}); ${left}`,
      ),
    ),
  ];
}

/** How a new version gets its traffic, where there is more to it than a move. */
export function describeSwitch(planned: FunctionPlan): readonly string[] {
  if (planned.action === 'none' || planned.action === 'blocked' || !planned.publishes) return [];
  const { smokeTests, switching } = planned;
  const called = smokeTests.length === 0 ? [] : [`smoke tests: ${smokeTests.join(', ')}`];
  return [...called, describeSwitching(switching) ?? []].flat();
}

/**
 * The plan as a table: function, action, and the reasons in words.
 *
 * @param prunes - whether functions without a lambda are removed by the same run
 */
export function formatPlanTable(plan: Plan, styles: Styles, prunes = false): string {
  const rows = plan.functions.map((planned) => [
    planned.functionName,
    formatAction(planned, styles),
    [...planned.reasons, ...describeSwitch(planned).map(styles.dim)].join('\n'),
  ]);
  const notes = formatNotes(plan, styles, prunes);
  const head = ['FUNCTION', 'ACTION', 'WHY'].map(styles.bold);
  return [
    `${styles.bold('plan')} for ${formatStage(plan)}: ${countActions(plan)}\n`,
    ...(rows.length > 0 ? [formatTable(head, rows)] : []),
    ...(notes.length > 0 ? [`${notes.join('\n')}\n`] : []),
  ].join('\n');
}

/** The table, and in full what blocks functions. A deploy's report says the latter itself. */
export function formatPlan(plan: Plan, styles: Styles): string {
  const failures = plan.functions.flatMap((planned) =>
    planned.action === 'blocked' ? [formatFailure(planned.failure, styles)] : [],
  );
  return [formatPlanTable(plan, styles), ...failures].join('\n');
}
