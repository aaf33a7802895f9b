/** Where the arrow keys lead in a list; undefined for every other key. */
export function moveActive(
  key: string,
  {
    active,
    count,
    page,
  }: { readonly active: number; readonly count: number; readonly page: number },
): number | undefined {
  const target = targets[key]?.(active, page, count);
  return target === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, target));
}

const targets: Readonly<Record<string, (active: number, page: number, count: number) => number>> = {
  ArrowDown: (active) => active + 1,
  ArrowUp: (active) => active - 1,
  PageDown: (active, page) => active + page,
  PageUp: (active, page) => active - page,
  Home: () => 0,
  End: (_active, _page, count) => count - 1,
};
