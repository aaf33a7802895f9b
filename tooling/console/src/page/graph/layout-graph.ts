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
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 52, edgesep: 6, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const widths = columnWidths(nodes);
  for (const { id, kind } of nodes) {
    graph.setNode(id, { width: widths[kind], height: rowHeight });
  }
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Number.isFinite(width) ? width : 0,
    height: Number.isFinite(height) ? height : 0,
    nodes: nodes.map((node) => {
      const place = graph.node(node.id) as Point;
      const own = widths[node.kind];
      return {
        ...node,
        x: place.x - own / 2,
        y: place.y - rowHeight / 2,
        width: own,
        height: rowHeight,
      };
    }),
    edges: edges.map(({ from, to }) => {
      const { points } = graph.edge(from, to) as { readonly points: readonly Point[] };
      const start = graph.node(from) as DagreNode;
      const end = graph.node(to) as DagreNode;
      return { from, to, points: fromSideToSide(points, start, end) };
    }),
  };
}

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
