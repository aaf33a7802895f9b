import { useMemo, useState } from 'preact/hooks';
import type { GraphAnswer } from '../../api/console-api.ts';
import { goTo } from '../use-route.ts';
import { drawnGraph } from './drawn-graph.ts';
import { GraphCanvas } from './graph-canvas.tsx';
import { Legend } from './legend.tsx';
import { findNeighbours, relatedTo } from './neighbours.ts';
import { NodeDetail } from './node-detail.tsx';
import { NodeList } from './node-list.tsx';
import { isPlanned } from './plan-colours.ts';

interface GraphViewProps {
  readonly answer: GraphAnswer;
  /** A directory, or the id of a group. */
  readonly selected: string | undefined;
}

/** List, drawing and details: what is chosen in one is shown in all three. */
export function GraphView({ answer, selected }: GraphViewProps) {
  const [search, setSearch] = useState('');
  const [onlyChanges, setOnlyChanges] = useState(false);
  const neighbours = useMemo(() => findNeighbours(answer.edges), [answer]);
  const matching = useMemo(() => findMatching(answer, search), [answer, search]);
  const selectedNode = answer.nodes.find(({ directory }) => directory === selected);
  const alone = selectedNode?.kind === 'lambda' ? selected : undefined;
  const graph = useMemo(
    () => drawnGraph(answer, { selected: alone, matching, onlyChanges }),
    [answer, alone, matching, onlyChanges],
  );
  const open = graph.nodes.find(({ id }) => id === selected);
  const related = useMemo(() => open && relatedTo(open.id, graph.edges), [open, graph]);
  const select = (id: string | undefined) => goTo(['graph'], { select: id ?? '' });

  return (
    <div class={open ? 'graph-view graph-open' : 'graph-view'}>
      <NodeList
        nodes={answer.nodes}
        matching={matching}
        search={search}
        onSearch={setSearch}
        selected={selected}
        onSelect={select}
      />
      <div class="graph-drawing">
        <div class="graph-options">
          <Legend nodes={answer.nodes} />
          {isPlanned(answer.plan) && (
            <label class="check">
              <input
                type="checkbox"
                checked={onlyChanges}
                onChange={({ currentTarget }) => setOnlyChanges(currentTarget.checked)}
              />
              Only what changes
            </label>
          )}
        </div>
        <GraphCanvas graph={graph} selected={open?.id} related={related} onSelect={select} />
      </div>
      {open && (
        <NodeDetail
          answer={answer}
          neighbours={neighbours}
          open={open}
          onSelect={select}
          onClose={() => select(undefined)}
        />
      )}
    </div>
  );
}

/** Directories whose name has every word; undefined when nothing is searched for. */
function findMatching({ nodes }: GraphAnswer, search: string): ReadonlySet<string> | undefined {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  return new Set(
    nodes
      .map(({ directory }) => directory)
      .filter((directory) => words.every((word) => directory.toLowerCase().includes(word))),
  );
}
