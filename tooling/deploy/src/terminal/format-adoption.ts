import { ownershipTags, type Change, type FunctionPlan } from '@tooling/core';
import type { Adoption } from '../pipeline/plan-adoption.ts';
import { formatFailure } from './format-failure.ts';
import type { Styles } from './styles.ts';

/** An adoption, or what became of it. */
export type Adopted = Omit<Adoption, 'outcome'> & {
  readonly outcome: Adoption['outcome'] | 'adopted';
  /** What `live` names; where it was taken over. */
  readonly liveVersion?: string | undefined;
};

/** An adoption without what the function is set to. */
export interface ShownAdoption extends Omit<Adopted, 'found' | 'deploy'> {
  readonly hasLive?: boolean | undefined;
  /** Versions by the aliases that name them. */
  readonly otherAliases?: Readonly<Record<string, string>> | undefined;
  /** The version that serves, or `$LATEST`. */
  readonly servingVersion?: string | undefined;
  /** ISO 8601. */
  readonly lastModified?: string | undefined;
  /** What the next deploy would do to it. */
  readonly deploy?:
    | {
        readonly action: FunctionPlan['action'];
        readonly reasons: readonly string[];
        readonly changes?: readonly Change[] | undefined;
      }
    | undefined;
}

/** As it may be logged: without what the function is set to, whose environment may hold secrets. */
export function showableAdoption(adopted: Adopted): ShownAdoption {
  const { found, deploy, ...rest } = adopted;
  return {
    ...rest,
    ...(found !== undefined && {
      hasLive: found.hasLive,
      otherAliases: found.otherAliases,
      servingVersion: found.serving.version,
      lastModified: found.serving.lastModified,
    }),
    ...(deploy !== undefined && {
      deploy: {
        action: deploy.action,
        reasons: deploy.reasons,
        ...('changes' in deploy && { changes: deploy.changes }),
      },
    }),
  };
}

const nothingToDo = {
  absent: 'there is no such function in this stage: the next deploy makes it',
  ours: 'is ours already',
} as const;

function describeLive({ found, liveVersion }: Adopted): string {
  if (liveVersion !== undefined) return `names version ${liveVersion}, which served before`;
  if (found?.hasLive === true)
    return `names version ${found.serving.version}, and goes on doing so`;
  return 'is missing: $LATEST is published as it is, and live made for that version';
}

function describeDeploy(deploy: FunctionPlan | undefined): readonly string[] {
  if (deploy === undefined) return [];
  return deploy.action === 'none' ? ['nothing'] : deploy.reasons;
}

/** Where it goes on under the first word of it. */
const entry = (label: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(12)}${line}`);

function formatOne(adopted: Adopted, styles: Styles): readonly string[] {
  const { functionName, outcome, failure, found, ownership, deploy, undeclared } = adopted;
  if (failure !== undefined) return [formatFailure(failure, styles)];
  if (outcome === 'absent' || outcome === 'ours') {
    return [`${styles.bold(functionName)}: ${styles.dim(nothingToDo[outcome])}\n`];
  }
  const tags = Object.entries(ownershipTags(ownership)).map(([key, value]) => `${key}=${value}`);
  const aliases = Object.entries(found?.otherAliases ?? {}).map(
    ([name, version]) => `alias ${name} of version ${version}`,
  );
  const words = outcome === 'adopted' ? styles.green('taken over') : 'would be taken over';
  const lines = [
    `${styles.bold(functionName)}: ${words}`,
    ...entry('live', [describeLive(adopted)]),
    ...entry('tags', tags),
    ...entry('next deploy', describeDeploy(deploy)),
    ...entry('stays', [...undeclared, ...aliases]),
  ];
  return [`${lines.join('\n')}\n`];
}

/** What taking functions over would mean, or what came of it. */
export function formatAdoptions(
  adoptions: readonly Adopted[],
  stage: string,
  styles: Styles,
): string {
  const isWaiting = adoptions.some(({ outcome }) => outcome === 'adoptable');
  const isDone = adoptions.some(({ outcome }) => outcome === 'adopted');
  const last = isWaiting
    ? ['nothing was written: add --yes to take over what is shown\n']
    : isDone
      ? ['what they do has not changed; `lambda plan` shows what a deploy would change\n']
      : [];
  return [
    `${styles.bold('adopt')} in stage ${stage}\n`,
    ...adoptions.flatMap((adopted) => formatOne(adopted, styles)),
    ...last,
  ].join('\n');
}
