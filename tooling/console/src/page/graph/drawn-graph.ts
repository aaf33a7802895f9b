import type { GraphAnswer, GraphNode } from '../../api/console-api.ts';
import { closureOf, findNeighbours, type Neighbours } from './neighbours.ts';
import { actionOf, type Action } from './plan-colours.ts';

/** What is drawn: fewer things than there are, where there are many. */
export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  /** By ids of nodes. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export interface DrawnNode {
  /** The directory, of a group something of its own. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'lambda' | 'package' | 'group';
  /** Of lambdas and groups. */
  readonly action?: Action | undefined;
  /** Directories of the lambdas that it stands for. */
  readonly members: readonly string[];
}

export interface DrawOptions {
  /** The lambda that is open stands by itself always. */
  readonly selected?: string | undefined;
  /** Directories that match a search; the drawing has them and what they hang together with. */
  readonly matching?: ReadonlySet<string> | undefined;
  /** Leaves out lambdas that the next deploy does not touch, and packages that only they use. */
  readonly onlyChanges?: boolean | undefined;
}

/** With more lambdas than this, those that are alike are drawn as one. */
const mostLambdas = 40;

/**
 * Chooses what is drawn. Many lambdas that use the same packages and that the next deploy does the same
 * to are one group; where that is still too many, all of one action are.
 */
export function drawnGraph(answer: GraphAnswer, options: DrawOptions = {}): DrawnGraph {
  const neighbours = findNeighbours(answer.edges);
  const shown = shownNodes(answer, neighbours, options);
  const lambdas = shown.filter(({ kind }) => kind === 'lambda');
  const packages = shown.filter(({ kind }) => kind === 'package');
  const nodes = [
    ...groupLambdas(lambdas, neighbours, options.selected),
    ...packages.map((node) => ({
      ...drawAlone(node),
      kind: 'package' as const,
      action: undefined,
    })),
  ];
  const owners = new Map(nodes.flatMap(({ id, members }) => members.map((one) => [one, id])));
  const edges = new Map<string, { readonly from: string; readonly to: string }>();
  for (const edge of answer.edges) {
    const [from, to] = [owners.get(edge.from), owners.get(edge.to)];
    if (from !== undefined && to !== undefined) edges.set(`${from}\n${to}`, { from, to });
  }
  return { nodes, edges: [...edges.values()] };
}

function shownNodes(
  { nodes }: GraphAnswer,
  { dependencies, dependents }: Neighbours,
  { selected, matching, onlyChanges = false }: DrawOptions,
): readonly GraphNode[] {
  const near = (some: Iterable<string>) => {
    const all = [...some];
    return new Set([...closureOf(all, dependencies), ...closureOf(all, dependents)]);
  };
  const found = matching && near(matching);
  const changed =
    onlyChanges &&
    closureOf(
      nodes.filter((node) => isChanged(node)).map(({ directory }) => directory),
      dependencies,
    );
  return nodes.filter(({ directory }) => {
    if (directory === selected) return true;
    return (found?.has(directory) ?? true) && (changed === false || changed.has(directory));
  });
}

const isChanged = (node: GraphNode) =>
  node.kind === 'lambda' && node.action !== undefined && node.action !== 'none';

function groupLambdas(
  lambdas: readonly GraphNode[],
  { dependencies }: Neighbours,
  selected: string | undefined,
): readonly DrawnNode[] {
  if (lambdas.length <= mostLambdas) return lambdas.map(drawAlone);
  const alike = groupBy(lambdas, selected, (node) =>
    [actionOf(node), ...(dependencies.get(node.directory) ?? []).toSorted()].join('\n'),
  );
  if (alike.length <= mostLambdas) return alike;
  return groupBy(lambdas, selected, actionOf);
}

function groupBy(
  lambdas: readonly GraphNode[],
  selected: string | undefined,
  keyOf: (node: GraphNode) => string,
): readonly DrawnNode[] {
  const groups = Map.groupBy(lambdas, (node) =>
    node.directory === selected ? node.directory : keyOf(node),
  );
  return [...groups].flatMap(([key, nodes]) => {
    const [first, ...others] = nodes;
    if (first === undefined) return [];
    if (others.length === 0) return [drawAlone(first)];
    return [
      {
        id: `group\n${key}`,
        title: `${nodes.length} lambdas`,
        kind: 'group',
        action: actionOf(first),
        members: nodes.map(({ directory }) => directory),
      },
    ];
  });
}

function drawAlone(node: GraphNode): DrawnNode {
  const { directory, name, kind } = node;
  return {
    id: directory,
    title: shortName(name),
    kind,
    action: actionOf(node),
    members: [directory],
  };
}

/** Without the scope that all packages or lambdas have. */
export const shortName = (name: string): string => name.replace(/^@(?:packages|lambdas)\//, '');
