import type { AccessPlan, WantedAccess } from '@tooling/core';
import { describeAccessStep } from './describe-access-step.ts';
import { formatTable } from './format-table.ts';
import type { Styles } from './styles.ts';

/** What an account lacks. */
export function formatAccessPlan({ wanted, steps, notes }: AccessPlan, styles: Styles): string {
  const { service, stage, account, region } = wanted.place;
  const lines =
    steps.length === 0
      ? [styles.dim('  nothing to do: all of it is there')]
      : steps.map((step) => `  ${describeAccessStep(step)}`);
  return [
    `${styles.bold('bootstrap')} of ${service} in stage ${stage}: account ${account}, ${region}`,
    '',
    ...lines,
    ...notes.map((note) => styles.yellow(`  ${note}`)),
    '',
    '',
  ].join('\n');
}

/** What the repository has to be given, by the names that the workflows read. */
export const variablesFor = ({ roles }: WantedAccess): Readonly<Record<string, string>> =>
  Object.fromEntries(
    roles.map(({ kind, arn }) => [
      kind === 'plan' ? 'AWS_PLAN_ROLE_ARN' : 'AWS_DEPLOY_ROLE_ARN',
      arn,
    ]),
  );

export interface AccessOutcome {
  /** Whether everything is there now. */
  readonly isDone: boolean;
  readonly environment: string;
  /** What the stage says in deploy.config.ts. */
  readonly permissionsBoundary?: string | null | undefined;
}

/** What is to be done by somebody else now. */
export function formatAccessOutcome(
  wanted: WantedAccess,
  { isDone, environment, permissionsBoundary: declared }: AccessOutcome,
  styles: Styles,
): string {
  if (!isDone) return 'nothing was written: add --yes to do what is shown\n';
  const { stage, permissionsBoundary } = wanted.place;
  const places: Readonly<Record<string, string>> = {
    AWS_PLAN_ROLE_ARN: 'repository',
    AWS_DEPLOY_ROLE_ARN: `environment ${environment}`,
  };
  const rows = Object.entries(variablesFor(wanted)).map(([name, value]) => [
    name,
    places[name] ?? '',
    value,
  ]);
  const boundary =
    declared === permissionsBoundary
      ? []
      : [
          `\nSay in deploy.config.ts, or the deploy role may make no roles:\n  stages.${stage}.permissionsBoundary: '${permissionsBoundary}'\n`,
        ];
  return [
    'Give the repository these variables (Settings → Secrets and variables → Actions → Variables):\n',
    formatTable(['VARIABLE', 'OF', 'VALUE'].map(styles.bold), rows),
    ...boundary,
  ].join('\n');
}
