import { comparePlaces } from './event-cursor.ts';
import type { PlacedEvent } from './logs-documents.ts';
import { eventBytes } from './logs-store.ts';

/** An answer holds at most this much: 1 MB. */
const maxPageBytes = 1_048_576;

export interface Selection {
  /** The earliest of the events, or the latest. */
  readonly from: 'head' | 'tail';
  readonly limit: number;
  readonly matches: (event: PlacedEvent) => boolean;
}

/**
 * The first or last events that match, by time, at most `limit` of them and at most 1 MB.
 *
 * Streams are read from end to end, but never more than a few pages of events are held in memory.
 *
 * @returns The page, earliest first, and whether there were more.
 */
export async function selectEvents(
  streams: readonly AsyncIterable<PlacedEvent>[],
  { from, limit, matches }: Selection,
): Promise<{ readonly page: readonly PlacedEvent[]; readonly more: boolean }> {
  const sign = from === 'head' ? 1 : -1;
  let candidates: PlacedEvent[] = [];
  let candidateBytes = 0;
  let more = false;

  const cut = () => {
    candidates.sort((a, b) => sign * comparePlaces(a, b));
    const kept = takePage(candidates, limit);
    more ||= kept.length < candidates.length;
    candidates = kept;
    candidateBytes = bytesOf(kept);
  };

  for (const stream of streams) {
    for await (const event of stream) {
      if (!matches(event)) continue;
      candidates.push(event);
      candidateBytes += eventBytes(event.message);
      if (candidates.length >= 2 * limit + 1000 || candidateBytes > 4 * maxPageBytes) cut();
    }
  }
  cut();
  return { page: from === 'head' ? candidates : candidates.toReversed(), more };
}

/** As many as fit; at least one, so that paging goes on. */
function takePage(sorted: readonly PlacedEvent[], limit: number): PlacedEvent[] {
  let bytes = 0;
  const page: PlacedEvent[] = [];
  for (const event of sorted) {
    bytes += eventBytes(event.message);
    if (page.length === limit || (bytes > maxPageBytes && page.length > 0)) break;
    page.push(event);
  }
  return page;
}

function bytesOf(events: readonly PlacedEvent[]): number {
  return events.reduce((sum, { message }) => sum + eventBytes(message), 0);
}
