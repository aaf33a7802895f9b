import { planDeployment, type DeploymentInput } from '../plan/plan-deployment.ts';
import type { CommitRelation } from '../plan/check-age.ts';
import type { FunctionPlan, Plan } from '../plan/plan.ts';
import type { Promotion } from './promote-function.ts';

export interface PromotionInput extends Pick<
  DeploymentInput,
  'service' | 'stage' | 'account' | 'region' | 'force' | 'preflight'
> {
  /** Name of the stage that things are promoted from. */
  readonly fromStage: string;
  readonly promotions: readonly Promotion[];
  /** What git says of the commits that are live, for each commit that is promoted. */
  readonly relations: ReadonlyMap<string, Readonly<Record<string, CommitRelation>>>;
}

/**
 * Decides what a promotion does, just as a deploy would that had built the same zips; but that each
 * function has the commit of its own zip. The plan's is that of all of them, or `none`.
 */
export function planPromotion(input: PromotionInput): Plan {
  const { promotions, fromStage, relations, ...where } = input;
  const commits = new Set(promotions.flatMap(({ from }) => from?.provenance.commit ?? []));
  const [commit = 'none'] = commits;
  const plans = promotions.map(({ candidate, from }) => {
    const { commit: own = 'none', committedAt, lockfile } = from?.provenance ?? {};
    return planDeployment({
      ...where,
      commit: own,
      ...(committedAt !== undefined && { committedAt }),
      ...(lockfile !== undefined && { lockfile }),
      liveCommits: relations.get(own) ?? {},
      candidates: [candidate],
      owned: [],
      functionNames: [],
    });
  });
  const functions = plans.flatMap((plan, index) =>
    plan.functions.map((planned) => sayFrom(planned, promotions[index], fromStage)),
  );
  return {
    ...planDeployment({ ...where, commit: 'none', candidates: [], owned: [], functionNames: [] }),
    commit: commits.size > 1 ? 'none' : commit,
    functions: functions.toSorted((a, b) => (a.lambda < b.lambda ? -1 : 1)),
    undeclared: plans.flatMap(({ undeclared }) => undeclared),
  };
}

function sayFrom(planned: FunctionPlan, promotion: Promotion | undefined, stage: string) {
  const version = promotion?.from?.version;
  if (version === undefined || planned.action === 'none' || planned.action === 'blocked') {
    return planned;
  }
  return { ...planned, reasons: [...planned.reasons, `as version ${version} of stage ${stage}`] };
}
