import type { LiveFunction } from '../live-function.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { findOrphans, type OwnedFunction } from './find-orphans.ts';
import { findUndeclared } from './find-undeclared.ts';
import type { Deploying } from './check-age.ts';
import { planFunction, type BuiltCandidate } from './plan-function.ts';
import type { Plan, Undeclared } from './plan.ts';

export interface DeploymentInput extends Deploying {
  readonly service: string;
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly candidates: readonly BuiltCandidate[];
  readonly owned: readonly OwnedFunction[];
  /** Names of all lambdas' functions in this stage, also of those that this run leaves out. */
  readonly functionNames: readonly string[];
  /** None when it is left out. */
  readonly dependencies?: DependencyGraph | undefined;
}

function undeclaredOf({ wanted, state }: BuiltCandidate): Undeclared[] {
  if (state.kind !== 'live') return [];
  const live: LiveFunction = state.live;
  const fields = findUndeclared(live, wanted);
  return fields.length === 0 ? [] : [{ functionName: wanted.functionName, fields }];
}

/** Decides what a deploy does: pure, from what is wanted, what was built and what is live. */
export function planDeployment(input: DeploymentInput): Plan {
  const { service, stage, account, region, commit, candidates } = input;
  const sorted = candidates.toSorted((a, b) => (a.wanted.lambda < b.wanted.lambda ? -1 : 1));
  return {
    planVersion: 1,
    service,
    stage,
    account,
    region,
    commit,
    functions: sorted.map((candidate) => planFunction(candidate, input)),
    orphans: findOrphans(input.owned, input.functionNames),
    undeclared: sorted.flatMap(undeclaredOf),
    dependencies: input.dependencies ?? {},
  };
}
