import type { AccessPlan, WantedAccess } from '@tooling/core/bootstrap';
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

/** One variable of GitHub, by the name that the workflows read. */
export interface AccessVariable {
  readonly name: string;
  /** `repository`, or `environment prod`. */
  readonly of: string;
  /** The variable of the repository that has to name the stage; where it names another, this one is that stage's. */
  readonly where?: 'DEPLOY_STAGE' | 'PRODUCTION_STAGE' | undefined;
  readonly value: string;
}

/** What GitHub has to be given. Only the repository knows whether the stage is its first or production. */
export const variablesFor = (
  { roles }: WantedAccess,
  environment: string,
): readonly AccessVariable[] =>
  roles.flatMap(({ kind, arn: value }): readonly AccessVariable[] =>
    kind === 'plan'
      ? [
          { name: 'AWS_PLAN_ROLE_ARN', of: 'repository', where: 'DEPLOY_STAGE', value },
          {
            name: 'AWS_PRODUCTION_PLAN_ROLE_ARN',
            of: 'repository',
            where: 'PRODUCTION_STAGE',
            value,
          },
        ]
      : [{ name: 'AWS_DEPLOY_ROLE_ARN', of: `environment ${environment}`, value }],
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
  const rows = variablesFor(wanted, environment).map(({ name, of, where, value }) => [
    name,
    of,
    where === undefined ? 'always' : `${where} is ${stage}`,
    value,
  ]);
  const boundary =
    declared === permissionsBoundary
      ? []
      : [
          `\nSay in deploy.config.ts, or the deploy role may make no roles:\n  stages.${stage}.permissionsBoundary: '${permissionsBoundary}'\n`,
        ];
  return [
    `Give the repository these variables (Settings → Secrets and variables → Actions → Variables), and of the two for plans the one of this stage's place: DEPLOY_STAGE is what the pipeline deploys to first, PRODUCTION_STAGE what comes after it.\n`,
    formatTable(['VARIABLE', 'OF', 'WHEN', 'VALUE'].map(styles.bold), rows),
    ...boundary,
  ].join('\n');
}
