import { graphlib, layout } from '@dagrejs/dagre';
import type { DrawnGraph, DrawnNode } from './drawn-graph.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything is, in units of the drawing. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export interface PlacedNode extends DrawnNode {
  /** Of the upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}

interface DagreNode extends Point {
  readonly width: number;
}

const rowHeight = 30;
/** Of a letter, about: names longer than the widest node are cut. */
const letterWidth = 7.4;

/** Lays a graph out from the left to the right: lambdas, then what they use, then what that uses. */
export function layoutGraph({ nodes, edges }: DrawnGraph): GraphLayout {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 52, edgesep: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  const widths = columnWidths(nodes);
  for (const { id, kind } of nodes) {
    graph.setNode(id, { width: widths[kind], height: rowHeight });
    // One that is not drawn draws all lambdas to itself: so they stand in one column.
    if (kind !== 'package') graph.setEdge(magnet, id, { weight: 1000, minlen: 1 });
  }
  if (graph.hasNode(magnet)) graph.setNode(magnet, { width: 0, height: 0 });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const centreOf = (id: string) => graph.node(id) as DagreNode;
  const left = Math.min(...nodes.map(({ id }) => centreOf(id).x - centreOf(id).width / 2));
  const top = Math.min(...nodes.map(({ id }) => centreOf(id).y - rowHeight / 2));
  const placed = nodes.map((node) => {
    const { x, y, width } = centreOf(node.id);
    return {
      ...node,
      x: x - width / 2 - left,
      y: y - rowHeight / 2 - top,
      width,
      height: rowHeight,
    };
  });
  return {
    width: Math.max(0, ...placed.map(({ x, width }) => x + width)),
    height: Math.max(0, ...placed.map(({ y, height }) => y + height)),
    nodes: placed,
    edges: edges.map(({ from, to }) => {
      const { points } = graph.edge(from, to) as { readonly points: readonly Point[] };
      const line = fromSideToSide(points, centreOf(from), centreOf(to));
      return { from, to, points: line.map(({ x, y }) => ({ x: x - left, y: y - top })) };
    }),
  };
}

/** No directory has this name. */
const magnet = '\n';

/** From the right side of one to the left side of the other, whichever side is nearer. */
function fromSideToSide(
  points: readonly Point[],
  start: DagreNode,
  end: DagreNode,
): readonly Point[] {
  return [
    { x: start.x + start.width / 2, y: start.y },
    ...points.slice(1, -1),
    { x: end.x - end.width / 2, y: end.y },
  ];
}

/** Things of one kind are equally wide, so that columns have edges. */
function columnWidths(nodes: readonly DrawnNode[]) {
  const widest = (...kinds: readonly DrawnNode['kind'][]) =>
    Math.max(
      0,
      ...nodes.filter(({ kind }) => kinds.includes(kind)).map(({ title }) => widthOf(title)),
    );
  const lambda = widest('lambda', 'group');
  return { lambda, group: lambda, package: widest('package') };
}

export const longestTitle = 28;

const widthOf = (title: string) =>
  Math.round(Math.min(title.length, longestTitle) * letterWidth) + 34;

/** A smooth line through points that go from the left to the right. */
export function edgePath([first, ...others]: readonly Point[]): string {
  if (first === undefined) return '';
  let before = first;
  const curves = others.map((point) => {
    const bend = (point.x - before.x) / 2;
    const curve = `C${round(before.x + bend)} ${round(before.y)} ${round(point.x - bend)} ${round(point.y)} ${round(point.x)} ${round(point.y)}`;
    before = point;
    return curve;
  });
  return [`M${round(first.x)} ${round(first.y)}`, ...curves].join('');
}

const round = (value: number) => Math.round(value * 10) / 10;
