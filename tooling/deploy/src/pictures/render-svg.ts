import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import { escapeMarkup } from './escape-markup.ts';
import type { Picture, PictureNode } from './picture.ts';

const letterWidth = 7.3;
const nodeHeight = 26;
const padding = 10;
const margin = 16;
const titleHeight = 34;
const longestText = 60;

/**
 * A picture as one SVG file, which needs nothing else: dagre lays it out from left to right. Its colours
 * follow whether the reader's are light or dark.
 */
export function renderSvg({ title, description, nodes, edges, leftOut }: Picture): string {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({ rankdir: 'LR', nodesep: 8, ranksep: 70, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  // dagre puts what comes first at the bottom.
  for (const node of nodes.toReversed()) {
    graph.setNode(node.id, { width: widthOf(node), height: nodeHeight });
  }
  for (const { from, to } of edges.toReversed()) graph.setEdge(from, to);
  layout(graph);
  const { graphWidth, top, bottom } = boundsOf(graph);
  const graphHeight = bottom - top;
  const width = Math.ceil(Math.max(graphWidth, title.length * letterWidth + 2 * margin, 200));
  const height = Math.ceil(graphHeight + titleHeight + (leftOut === undefined ? 0 : titleHeight));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeMarkup(title)}</title>`,
    `<desc id="description">${escapeMarkup(description)}</desc>`,
    `<style>${style}</style>`,
    '<rect class="ground" width="100%" height="100%"/>',
    `<text class="title" x="${margin}" y="24">${escapeMarkup(title)}</text>`,
    `<g transform="translate(0 ${(titleHeight - top).toFixed(1)})">`,
    ...edges.map(({ from, to }) =>
      drawEdge(graph.node(from), graph.edge(from, to).points ?? [], graph.node(to)),
    ),
    ...nodes.map((node) => drawNode(node, graph.node(node.id))),
    '</g>',
    ...(leftOut === undefined
      ? []
      : [`<text class="note" x="${margin}" y="${height - 14}">${escapeMarkup(leftOut)}</text>`]),
    '</svg>\n',
  ].join('\n');
}

/** Of nodes and edges: dagre's own height leaves out some of the latter. */
function boundsOf(graph: Graph<GraphLabel, NodeLabel, EdgeLabel>) {
  const ends = [
    ...graph.nodes().flatMap((id) => {
      const { y = 0 } = graph.node(id);
      return [y - nodeHeight / 2, y + nodeHeight / 2];
    }),
    ...graph.edges().flatMap((edge) => (graph.edge(edge).points ?? []).map(({ y }) => y)),
  ];
  return {
    graphWidth: graph.graph().width ?? 0,
    top: ends.reduce((least, y) => Math.min(least, y), 0) - margin,
    bottom: ends.reduce((most, y) => Math.max(most, y), 0) + margin,
  };
}

const cut = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;

const textOf = ({ label, note }: PictureNode): readonly [string, string] => [
  cut(label),
  note === undefined ? '' : ` ${cut(note)}`,
];

const widthOf = (node: PictureNode): number =>
  textOf(node).join('').length * letterWidth + 2 * padding;

interface Point {
  readonly x: number;
  readonly y: number;
}

const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** From side to side, through the middles between dagre's points and rounded at them. */
function drawEdge(from: NodeLabel, points: readonly Point[], to: NodeLabel): string {
  const start = { x: (from.x ?? 0) + from.width / 2, y: from.y ?? 0 };
  const end = { x: (to.x ?? 0) - to.width / 2, y: to.y ?? 0 };
  const between = points.slice(1, -1);
  const bends = between.map((point, index) => {
    const next = between[index + 1] ?? end;
    return `Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return `<path class="edge" d="M${at(start)}${bends.join('')}L${at(end)}"/>`;
}

function drawNode(node: PictureNode, { x = 0, y = 0, width }: NodeLabel): string {
  const { label, note, action, isPackage, isUnused } = node;
  const [text, more] = textOf(node);
  const [left, top] = [x - width / 2, y - nodeHeight / 2];
  const names = [
    'node',
    isPackage ? 'package' : (action ?? 'lambda'),
    ...(isUnused ? ['unused'] : []),
  ];
  const radius = isPackage ? nodeHeight / 2 : 4;
  return [
    `<g class="${names.join(' ')}"><title>${escapeMarkup(note === undefined ? label : `${label}: ${note}`)}</title>`,
    `<rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${width.toFixed(1)}" height="${nodeHeight}" rx="${radius}"/>`,
    `<text x="${(left + padding).toFixed(1)}" y="${(y + 4).toFixed(1)}">${escapeMarkup(text)}<tspan class="note">${escapeMarkup(more)}</tspan></text></g>`,
  ].join('');
}

const style = `
svg{color-scheme:light dark;font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.ground{fill:#fff}.title{font-weight:600;font-size:14px;fill:#1f2328}
.edge{fill:none;stroke:#8c959f;stroke-width:1;opacity:.7}
.node rect{fill:#f6f8fa;stroke:#8c959f}.node text{fill:#1f2328}.note{fill:#59636e}
.lambda rect{fill:#ddf4ff;stroke:#0969da}.package rect{fill:#fff}
.create rect{fill:#dafbe1;stroke:#1a7f37}.update rect{fill:#fff8c5;stroke:#9a6700}
.blocked rect{fill:#ffebe9;stroke:#cf222e}.unused rect{stroke-dasharray:4 3}
@media (prefers-color-scheme:dark){
.ground{fill:#0d1117}.title,.node text{fill:#f0f6fc}.note,.node .note{fill:#9198a1}.edge{stroke:#656c76}
.node rect{fill:#151b23;stroke:#656c76}.package rect{fill:#0d1117}.lambda rect{fill:#0c2d6b;stroke:#388bfd}
.create rect{fill:#0f3d1f;stroke:#3fb950}.update rect{fill:#3d2e00;stroke:#d29922}.blocked rect{fill:#4c1519;stroke:#f85149}
}
.node .note{fill:#59636e}
@media (prefers-color-scheme:dark){.node .note{fill:#b1bac4}}
`;
