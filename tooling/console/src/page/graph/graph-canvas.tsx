import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useSize } from '../parts/use-size.ts';
import type { DrawnGraph } from './drawn-graph.ts';
import { GraphDrawing } from './graph-drawing.tsx';
import type { Related } from './neighbours.ts';
import { layoutGraph } from './layout-graph.ts';
import { fitView, moveByKey, moveView, revealPart, zoomView, type View } from './view.ts';

interface GraphCanvasProps {
  readonly graph: DrawnGraph;
  /** The id of what is open. */
  readonly selected: string | undefined;
  /** Ids of what hangs together with it. */
  readonly related: Related | undefined;
  readonly onSelect: (id: string) => void;
}

/** The drawing, which can be moved and zoomed by mouse, by touch and by keys. */
export function GraphCanvas({ graph, selected, related, onSelect }: GraphCanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layoutGraph(graph), [graph]);
  const size = useSize(box);
  const [moved, setMoved] = useState<View>();
  const view = moved ?? fitView(layout, size);
  const latest = useRef(view);
  latest.current = view;

  // A drawing of something else is looked at as a whole again.
  useLayoutEffect(() => setMoved(undefined), [layout]);
  // What was chosen in the list, or by an address, is brought into sight.
  useEffect(() => {
    const part = layout.nodes.find(({ id }) => id === selected);
    if (part === undefined || size.width === 0) return;
    const next = revealPart(latest.current, part, size);
    if (next !== latest.current) setMoved(next);
  }, [selected, layout, size]);
  useEffect(() => {
    const { current } = box;
    // By itself, since the page must not scroll meanwhile: Preact's listeners may not keep it from that.
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = current?.getBoundingClientRect() ?? { left: 0, top: 0 };
      const at = { x: event.clientX - left, y: event.clientY - top };
      setMoved(zoomView(latest.current, Math.exp(-event.deltaY / 500), at));
    };
    current?.addEventListener('wheel', turn, { passive: false });
    return () => current?.removeEventListener('wheel', turn);
  }, []);

  const drag = (event: PointerEvent) => {
    if (event.button !== 0) return;
    let { clientX: x, clientY: y } = event;
    const target = event.currentTarget as HTMLElement;
    const move = (next: PointerEvent) => {
      setMoved(moveView(latest.current, next.clientX - x, next.clientY - y));
      x = next.clientX;
      y = next.clientY;
    };
    const end = () => {
      target.removeEventListener('pointermove', move);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
    };
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
  };
  const zoom = (factor: number) =>
    setMoved(zoomView(view, factor, { x: size.width / 2, y: size.height / 2 }));

  return (
    <div class="canvas-frame">
      <div
        ref={box}
        class="canvas"
        tabIndex={0}
        role="application"
        aria-label="Drawing of what depends on what: arrow keys move it, plus and minus zoom, 0 shows all. The list has the same."
        onPointerDown={drag}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const next = event.key === '0' ? fitView(layout, size) : moveByKey(event.key, view, size);
          if (next === undefined) return;
          event.preventDefault();
          setMoved(next);
        }}
      >
        <svg width="100%" height="100%" aria-hidden="true">
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            <GraphDrawing
              layout={layout}
              selected={selected}
              related={related}
              onSelect={onSelect}
            />
          </g>
        </svg>
      </div>
      <div class="zoom" role="group" aria-label="Zoom">
        <button type="button" onClick={() => zoom(0.8)} aria-label="Zoom out">
          −
        </button>
        <button type="button" onClick={() => setMoved(undefined)}>
          Fit
        </button>
        <button type="button" onClick={() => zoom(1.25)} aria-label="Zoom in">
          +
        </button>
      </div>
    </div>
  );
}
