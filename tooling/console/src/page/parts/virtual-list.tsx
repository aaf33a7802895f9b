import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { moveActive } from './move-active.ts';
import { visibleRange } from './visible-range.ts';

interface VirtualListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly rowHeight: number;
  readonly keyOf: (item: Item) => string;
  readonly children: (item: Item) => ComponentChildren;
  readonly onOpen: (item: Item) => void;
  /** Which one is open, by its key. */
  readonly selected?: string | undefined;
  /** Whether the end is kept in sight as rows are added, until somebody scrolls up. */
  readonly followsEnd?: boolean;
  readonly className?: string;
}

/**
 * A list of rows of equal height, of which only those exist that can be seen. It has the focus as a
 * whole; arrow keys, Page, Home and End move within it, Enter and Space open.
 */
export function VirtualList<Item>({
  label,
  items,
  rowHeight,
  keyOf,
  children,
  onOpen,
  selected,
  followsEnd = false,
  className = '',
}: VirtualListProps<Item>) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [{ scrollTop, height }, setViewport] = useState({ scrollTop: 0, height: 0 });
  const [activeKey, setActiveKey] = useState(selected);
  const isAtEnd = useRef(true);

  const measure = () => {
    const { current } = box;
    if (current === null) return;
    const next = { scrollTop: current.scrollTop, height: current.clientHeight };
    isAtEnd.current = next.scrollTop + next.height >= current.scrollHeight - rowHeight;
    setViewport((before) =>
      before.scrollTop === next.scrollTop && before.height === next.height ? before : next,
    );
  };
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    if (box.current !== null) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (followsEnd && isAtEnd.current && box.current !== null) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [items, followsEnd, height]);

  const active = items.findIndex((item) => keyOf(item) === activeKey);
  const show = (index: number) => {
    const { current } = box;
    if (current === null) return;
    const top = index * rowHeight;
    if (top < current.scrollTop) current.scrollTop = top;
    const lowest = top + rowHeight - current.clientHeight;
    if (lowest > current.scrollTop) current.scrollTop = lowest;
  };
  // What an address opens is brought into sight, once it is there.
  const selectedIndex = items.findIndex((item) => keyOf(item) === selected);
  useEffect(() => {
    if (selected === undefined || selectedIndex < 0) return;
    setActiveKey(selected);
    show(selectedIndex);
  }, [selected, selectedIndex < 0, height > 0]);

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const current = items[active];
    if ((event.key === 'Enter' || event.key === ' ') && current !== undefined) {
      event.preventDefault();
      onOpen(current);
      return;
    }
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const target = moveActive(event.key, { active, count: items.length, page });
    const item = target === undefined ? undefined : items[target];
    if (target === undefined || item === undefined) return;
    event.preventDefault();
    setActiveKey(keyOf(item));
    show(target);
  };

  const { start, end } = visibleRange({ scrollTop, height, rowHeight, count: items.length });
  const isActiveDrawn = active >= start && active < end;
  return (
    <div
      ref={box}
      class={`virtual-list ${className}`}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={isActiveDrawn ? `${id}-${active}` : undefined}
      onScroll={measure}
      onKeyDown={press}
      onFocus={() => {
        const first = items[start === 0 ? 0 : Math.ceil(scrollTop / rowHeight)];
        if (active < 0 && first !== undefined) setActiveKey(keyOf(first));
      }}
    >
      <div
        role="presentation"
        class="virtual-rows"
        style={{ height: `${items.length * rowHeight}px` }}
      >
        {items.slice(start, end).map((item, offset) => {
          const index = start + offset;
          const key = keyOf(item);
          return (
            <div
              key={key}
              id={`${id}-${index}`}
              class="virtual-row"
              role="option"
              aria-selected={key === selected}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              data-active={index === active ? '' : undefined}
              style={{ height: `${rowHeight}px`, transform: `translateY(${index * rowHeight}px)` }}
              onClick={() => {
                setActiveKey(key);
                onOpen(item);
              }}
            >
              {children(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
