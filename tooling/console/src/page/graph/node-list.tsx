import { useMemo } from 'preact/hooks';
import type { GraphNode } from '../../api/console-api.ts';
import { Badge } from '../parts/badge.tsx';
import { EmptyNote } from '../parts/notes.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { shortName } from './drawn-graph.ts';
import { actionOf, actions, titleOf, toneOf } from './plan-colours.ts';

interface NodeListProps {
  readonly nodes: readonly GraphNode[];
  readonly matching: ReadonlySet<string> | undefined;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly selected: string | undefined;
  readonly onSelect: (directory: string) => void;
}

const keyOf = ({ directory }: GraphNode) => directory;

/** The same as the drawing, to be read line by line: what changes first. */
export function NodeList(props: NodeListProps) {
  const { nodes, matching, search, onSearch, selected, onSelect } = props;
  const shown = useMemo(
    () => nodes.filter(({ directory }) => matching?.has(directory) ?? true).toSorted(byAction),
    [nodes, matching],
  );
  return (
    <div class="graph-list">
      <div class="list-head">
        <SearchField
          label="Search lambdas and packages"
          placeholder="Lambdas and packages"
          value={search}
          onInput={onSearch}
        />
        <p class="count" role="status">
          {shown.length === nodes.length ? nodes.length : `${shown.length} of ${nodes.length}`}
        </p>
      </div>
      {shown.length === 0 ? (
        <EmptyNote title={`Nothing matches “${search}”`} />
      ) : (
        <VirtualList
          label="Lambdas and packages"
          items={shown}
          rowHeight={36}
          keyOf={keyOf}
          selected={selected}
          onOpen={({ directory }) => onSelect(directory)}
        >
          {(node) => (
            <div class="node-row">
              <span class="row-name" title={node.directory}>
                {shortName(node.name)}
              </span>
              {node.kind === 'package' ? (
                <span class="quiet">package</span>
              ) : (
                node.action !== undefined && (
                  <Badge tone={toneOf(node.action)}>{titleOf(node.action)}</Badge>
                )
              )}
            </div>
          )}
        </VirtualList>
      )}
    </div>
  );
}

/** Lambdas before packages, in the order of the legend. */
function byAction(one: GraphNode, other: GraphNode): number {
  const rank = (node: GraphNode) =>
    node.kind === 'package'
      ? actions.length
      : actions.findIndex(({ action }) => action === actionOf(node));
  return rank(one) - rank(other) || (one.directory < other.directory ? -1 : 1);
}
