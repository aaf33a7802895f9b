import type { FunctionPlan, Plan } from '@tooling/core';
import { packageOf, type Bundled } from '@tooling/core/graph';
import type { GraphAnswer, GraphNode, PlanState, Problem } from '../api/console-api.ts';
import type { PackageGraph } from './read-package-graph.ts';

export interface GraphFacts {
  readonly graph: PackageGraph;
  /** What is in the bundles that were built. */
  readonly bundles: readonly Bundled[];
  readonly plan: Plan | undefined;
  readonly state: PlanState;
  readonly problem?: Problem | undefined;
}

/** Lambdas and packages, what depends on what, and what the next deploy would do. */
export function describeGraph({ graph, bundles, plan, state, problem }: GraphFacts): GraphAnswer {
  const planned = new Map(plan?.functions.map((one) => [`lambdas/${one.lambda}`, one]));
  const reached = reachByPackage(bundles);
  const nodes = graph.packages.map(({ directory, name, kind }): GraphNode => {
    if (kind === 'lambda') {
      return { directory, name, kind, ...decisionOf(planned.get(directory)) };
    }
    const reaches = reached.get(`@packages/${directory.slice('packages/'.length)}`);
    return { directory, name, kind, reaches };
  });
  const edges = graph.packages.flatMap(({ directory: from, dependencies }) =>
    dependencies.map((to) => ({ from, to })),
  );
  return { nodes, edges, plan: state, problem };
}

const decisionOf = (planned: FunctionPlan | undefined) =>
  planned && { action: planned.action, reasons: planned.reasons };

type Reaches = NonNullable<GraphNode['reaches']>;

/** By the name that `packageOf` gives a shared package; heaviest first. */
function reachByPackage(bundles: readonly Bundled[]): ReadonlyMap<string, Reaches> {
  const found = new Map<string, { lambda: string; bundledBytes: number }[]>();
  for (const { lambda, manifest } of bundles) {
    const sums = new Map<string, number>();
    for (const { path, bundledBytes } of manifest.inputs) {
      if (!path.startsWith('packages/')) continue;
      const { name } = packageOf(path);
      sums.set(name, (sums.get(name) ?? 0) + bundledBytes);
    }
    for (const [name, bundledBytes] of sums) {
      found.set(name, [...(found.get(name) ?? []), { lambda, bundledBytes }]);
    }
  }
  for (const reaches of found.values()) {
    reaches.sort((one, other) => other.bundledBytes - one.bundledBytes);
  }
  return found;
}
