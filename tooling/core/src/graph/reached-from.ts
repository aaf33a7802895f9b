import type { DependencyGraph } from './dependency-graph.ts';

/** Everything that a package is made of, itself included: directories from the root. */
export function reachedFrom(graph: DependencyGraph, from: string): ReadonlySet<string> {
  const reached = new Set([from]);
  // A set that grows is walked to its new end.
  for (const directory of reached) {
    for (const dependency of graph[directory] ?? []) reached.add(dependency);
  }
  return reached;
}
