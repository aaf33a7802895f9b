export interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}

/** Rows that are drawn beyond either edge, so that a quick scroll shows no gap. */
const spare = 6;

/** Which rows of equal height can be seen: `start` inclusive, `end` exclusive. */
export function visibleRange({ scrollTop, height, rowHeight, count }: Viewport): {
  readonly start: number;
  readonly end: number;
} {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const start = Math.max(0, Math.min(first - spare, count));
  const end = Math.min(count, first + Math.ceil(height / rowHeight) + spare);
  return { start, end: Math.max(start, end) };
}
