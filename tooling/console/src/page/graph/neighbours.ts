import type { GraphAnswer } from '../../api/console-api.ts';

type Edge = GraphAnswer['edges'][number];

/** Who depends on whom, by directory, in both directions. */
export interface Neighbours {
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

export function findNeighbours(edges: readonly Edge[]): Neighbours {
  return {
    dependencies: groupEnds(edges, ({ from, to }) => [from, to]),
    dependents: groupEnds(edges, ({ from, to }) => [to, from]),
  };
}

function groupEnds(edges: readonly Edge[], ends: (edge: Edge) => readonly [string, string]) {
  const groups = new Map<string, string[]>();
  for (const edge of edges) {
    const [start, end] = ends(edge);
    const found = groups.get(start);
    if (found === undefined) groups.set(start, [end]);
    else found.push(end);
  }
  return groups;
}

/** All that is reached from some along the edges, themselves included. */
export function closureOf(
  starts: Iterable<string>,
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set(starts);
  // A set is walked in the order of insertion, and what is added meanwhile comes too.
  for (const one of reached) for (const next of edges.get(one) ?? []) reached.add(next);
  return reached;
}

/** What hangs together with one, itself included. */
export interface Related {
  /** What uses it, however far away. */
  readonly above: ReadonlySet<string>;
  /** What it uses. */
  readonly below: ReadonlySet<string>;
}

export function relatedTo(id: string, edges: readonly Edge[]): Related {
  const { dependencies, dependents } = findNeighbours(edges);
  return { above: closureOf([id], dependents), below: closureOf([id], dependencies) };
}

/** The shortest way along dependencies, both ends included; undefined when there is none. */
export function pathBetween(
  from: string,
  to: string,
  dependencies: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const [one] of cameFrom) {
    if (one === to) return unwind(to, cameFrom);
    for (const next of dependencies.get(one) ?? []) {
      if (!cameFrom.has(next)) cameFrom.set(next, one);
    }
  }
  return undefined;
}

function unwind(to: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const path: string[] = [];
  for (let one: string | undefined = to; one !== undefined; one = cameFrom.get(one))
    path.unshift(one);
  return path;
}
