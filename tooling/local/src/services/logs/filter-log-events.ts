import type {
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { comparePlaces, eventId, parseGroupToken, writeGroupToken } from './event-cursor.ts';
import { parseFilterPattern } from './filter-pattern/parse-filter-pattern.ts';
import { isKept } from './is-kept.ts';
import { requireGroup } from './log-group-names.ts';
import type { LogStreamDocument } from './logs-documents.ts';
import { invalidParameter, invalidToken, noStream } from './logs-errors.ts';
import type { LogsStore } from './logs-store.ts';
import { selectEvents } from './select-events.ts';

/** The events of a group's streams that match a pattern, in the order of their time. */
export function filterLogEvents(
  store: LogsStore,
): Operation<FilterLogEventsRequest, FilterLogEventsResponse> {
  return async (input, { now }) => {
    const group = requireGroup(store, input);
    const streams = streamsAskedFor(store, group.name, input);
    const matchesPattern = parseFilterPattern(input.filterPattern ?? '');
    const after = input.nextToken === undefined ? undefined : parseGroupToken(input.nextToken);
    if (input.nextToken !== undefined && after === undefined) throw invalidToken();
    const kept = isKept(group, now());
    const { startTime = 0, endTime = Infinity } = input;
    const inTime = await withEventsBetween(store, streams, {
      from: Math.max(startTime, after?.timestamp ?? 0),
      to: endTime,
    });
    const { page, more } = await selectEvents(
      inTime.map((stream) => store.events(stream)),
      {
        from: 'head',
        limit: input.limit ?? 10_000,
        matches: (event) =>
          event.timestamp >= startTime &&
          event.timestamp <= endTime &&
          kept(event) &&
          (after === undefined || comparePlaces(event, after) > 0) &&
          matchesPattern(event.message),
      },
    );
    const last = page.at(-1);
    return {
      events: page.map((event) => ({
        logStreamName: event.stream,
        timestamp: event.timestamp,
        message: event.message,
        ingestionTime: event.ingestedAt,
        eventId: eventId(event),
      })),
      // Deprecated, and always empty since 2019.
      searchedLogStreams: [],
      nextToken: more && last !== undefined ? writeGroupToken(last) : undefined,
    };
  };
}

/** Clients poll with the time of their last event: most streams have nothing since, and stay unread. */
async function withEventsBetween(
  store: LogsStore,
  streams: readonly LogStreamDocument[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<LogStreamDocument[]> {
  const found: LogStreamDocument[] = [];
  for (const stream of streams) {
    const { firstTimestamp, lastTimestamp } = await store.statistics(stream);
    if (firstTimestamp === undefined || lastTimestamp === undefined) continue;
    if (lastTimestamp >= from && firstTimestamp <= to) found.push(stream);
  }
  return found;
}

function streamsAskedFor(
  store: LogsStore,
  group: string,
  { logStreamNames, logStreamNamePrefix }: FilterLogEventsRequest,
): readonly LogStreamDocument[] {
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    throw invalidParameter('logStreamNamePrefix and logStreamNames are mutually exclusive.');
  }
  if (logStreamNames === undefined) {
    return store.streamsOf(group).filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ''));
  }
  return [...new Set(logStreamNames)].map((name) => {
    const stream = store.stream(group, name);
    if (stream === undefined) throw noStream();
    return stream;
  });
}
