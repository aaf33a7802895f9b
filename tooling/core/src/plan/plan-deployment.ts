import type { LiveFunction } from '../live-function.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import { findOrphans, type OwnedFunction } from './find-orphans.ts';
import { findUndeclared } from './find-undeclared.ts';
import type { Deploying } from './check-age.ts';
import { planFunction, type BuiltCandidate } from './plan-function.ts';
import type { FunctionPlan, Plan, Undeclared } from './plan.ts';

/** What a plan says besides what is decided about each function. */
export interface PlanFrame {
  readonly service: string;
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly commit: string;
  readonly owned: readonly OwnedFunction[];
  /** Names of all lambdas' functions in this stage, also of those that this run leaves out. */
  readonly functionNames: readonly string[];
  /** None when it is left out. */
  readonly dependencies?: DependencyGraph | undefined;
}

export interface DeploymentInput extends PlanFrame, Deploying {
  readonly candidates: readonly BuiltCandidate[];
}

function undeclaredOf({ wanted, state }: BuiltCandidate): Undeclared[] {
  if (state.kind !== 'live') return [];
  const live: LiveFunction = state.live;
  const fields = findUndeclared(live, wanted);
  return fields.length === 0 ? [] : [{ functionName: wanted.functionName, fields }];
}

/** What was decided about a function, and from what. */
export interface Decided {
  readonly candidate: BuiltCandidate;
  readonly planned: FunctionPlan;
}

/** Makes one plan of what was decided function by function. */
export function assemblePlan(frame: PlanFrame, decided: readonly Decided[]): Plan {
  const { service, stage, account, region, commit } = frame;
  const sorted = decided.toSorted((a, b) => (a.planned.lambda < b.planned.lambda ? -1 : 1));
  return {
    planVersion: 1,
    service,
    stage,
    account,
    region,
    commit,
    functions: sorted.map(({ planned }) => planned),
    orphans: findOrphans(frame.owned, frame.functionNames),
    undeclared: sorted.flatMap(({ candidate }) => undeclaredOf(candidate)),
    dependencies: frame.dependencies ?? {},
  };
}

/** Decides what a deploy does: pure, from what is wanted, what was built and what is live. */
export function planDeployment(input: DeploymentInput): Plan {
  return assemblePlan(
    input,
    input.candidates.map((candidate) => ({ candidate, planned: planFunction(candidate, input) })),
  );
}
