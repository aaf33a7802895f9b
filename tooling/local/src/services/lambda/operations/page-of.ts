import { invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextMarker: string | undefined;
}

/**
 * One page of a list, from the marker that the page before it gave. The marker holds the place of
 * its last item, so that what comes and goes in between makes no item appear twice or be skipped.
 *
 * @param placeOf A text by which the items are sorted.
 */
export function pageOf<Item>(
  sorted: readonly Item[],
  placeOf: (item: Item) => string,
  request: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
): Page<Item> {
  const after = request.Marker ? readMarker(request.Marker) : undefined;
  const rest = after === undefined ? sorted : sorted.filter((item) => placeOf(item) > after);
  const items = rest.slice(0, Math.min(request.MaxItems ?? Infinity, lambdaLimits.pageSize));
  const last = items.at(-1);
  const isEnd = last === undefined || items.length === rest.length;
  return { items, NextMarker: isEnd ? undefined : writeMarker(placeOf(last)) };
}

function writeMarker(place: string): string {
  return Buffer.from(JSON.stringify({ after: place })).toString('base64');
}

function readMarker(marker: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(marker, 'base64').toString()) as { after?: unknown };
    if (typeof after === 'string') return after;
  } catch {
    // Not one of ours: answered like one that says nothing.
  }
  throw invalidParameter('The provided marker is invalid.');
}
