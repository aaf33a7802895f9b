import type { LiveFunction } from '../live-function.ts';
import type { Ownership } from '../ownership.ts';
import { findUndeclared } from './find-undeclared.ts';
import { planFunction, type BuiltCandidate } from './plan-function.ts';
import type { Orphan, Plan, Undeclared } from './plan.ts';

/** A function in the account that carries this service's and stage's ownership tags. */
export interface OwnedFunction {
  readonly functionName: string;
  readonly ownership: Ownership;
}

export interface DeploymentInput {
  readonly service: string;
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly commit: string;
  readonly candidates: readonly BuiltCandidate[];
  readonly owned: readonly OwnedFunction[];
  /** Names of all lambdas of the repository, also of those that this run leaves out. */
  readonly lambdas: readonly string[];
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
  const lambdas = new Set(input.lambdas);
  const sorted = candidates.toSorted((a, b) => (a.wanted.lambda < b.wanted.lambda ? -1 : 1));
  const orphans: Orphan[] = input.owned
    .filter(({ ownership }) => !lambdas.has(ownership.lambda))
    .map(({ functionName, ownership }) => ({ functionName, lambda: ownership.lambda }));
  return {
    planVersion: 1,
    service,
    stage,
    account,
    region,
    commit,
    functions: sorted.map((candidate) => planFunction(candidate, commit)),
    orphans: orphans.toSorted((a, b) => (a.functionName < b.functionName ? -1 : 1)),
    undeclared: sorted.flatMap(undeclaredOf),
  };
}
