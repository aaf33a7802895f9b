import { edgePath, longestTitle, type GraphLayout, type PlacedNode } from './layout-graph.ts';
import type { Related } from './neighbours.ts';
import { titleOf } from './plan-colours.ts';

interface GraphDrawingProps {
  readonly layout: GraphLayout;
  readonly selected: string | undefined;
  readonly related: Related | undefined;
  readonly onSelect: (id: string) => void;
}

/** Lambdas and groups of them have their action's colour, packages are plain. */
export function GraphDrawing({ layout, selected, related, onSelect }: GraphDrawingProps) {
  // An edge hangs together with what is open when it is on a way to it, or on a way from it.
  const isFaint = (...ids: readonly string[]) =>
    related !== undefined &&
    !ids.every((id) => related.above.has(id)) &&
    !ids.every((id) => related.below.has(id));
  return (
    <>
      {layout.edges.map(({ from, to, points }) => (
        <path
          key={`${from}\n${to}`}
          class={edgeClass(isFaint(from, to), related !== undefined)}
          d={edgePath(points)}
        />
      ))}
      {layout.nodes.map((node) => (
        <g
          key={node.id}
          class={`node node-${node.kind} action-${node.action ?? 'package'}`}
          data-faint={isFaint(node.id) ? '' : undefined}
          data-selected={node.id === selected ? '' : undefined}
          data-node={node.id}
          transform={`translate(${node.x} ${node.y})`}
          onClick={() => onSelect(node.id)}
        >
          <title>{describe(node)}</title>
          {node.kind === 'group' && (
            <rect class="node-back" x={4} y={4} width={node.width} height={node.height} rx={6} />
          )}
          <rect
            class="node-box"
            width={node.width}
            height={node.height}
            rx={node.kind === 'package' ? 15 : 6}
          />
          {node.kind !== 'package' && (
            <rect class="node-mark" x={0} y={0} width={6} height={node.height} rx={3} />
          )}
          <text x={node.kind === 'package' ? node.width / 2 : 17} y={node.height / 2}>
            {cut(node.title)}
          </text>
        </g>
      ))}
    </>
  );
}

function edgeClass(isFaint: boolean, isSomethingOpen: boolean): string {
  if (isFaint) return 'edge edge-faint';
  return isSomethingOpen ? 'edge edge-related' : 'edge';
}

const describe = ({ title, kind, action }: PlacedNode) =>
  kind === 'package' || action === undefined ? title : `${title}: ${titleOf(action).toLowerCase()}`;

const cut = (title: string) =>
  title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1)}…`;
