import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import {
  comparePlaces,
  parseStreamToken,
  writeStreamToken,
  type EventPlace,
} from './event-cursor.ts';
import { isKept } from './is-kept.ts';
import { requireGroup } from './log-group-names.ts';
import { invalidToken } from './logs-errors.ts';
import type { LogsStore } from './logs-store.ts';
import { selectEvents } from './select-events.ts';
import { requireStream } from './stream-operations.ts';

/**
 * The events of one stream, page by page in both directions. At an end the token that came with the
 * request is given back, by which clients see that there is no more for now.
 */
export function getLogEvents(
  store: LogsStore,
): Operation<GetLogEventsRequest, GetLogEventsResponse> {
  return async (input, { now }) => {
    const stream = requireStream(store, input);
    const kept = isKept(requireGroup(store, input), now());
    const cursor = parseCursor(input.nextToken, stream.name);
    const forward = cursor === undefined ? input.startFromHead : cursor.direction === 'f';
    const { startTime = 0, endTime = Infinity } = input;
    const { page } = await selectEvents([store.events(stream)], {
      from: forward ? 'head' : 'tail',
      limit: input.limit ?? 10_000,
      matches: (event) =>
        event.timestamp >= startTime &&
        event.timestamp < endTime &&
        kept(event) &&
        (cursor === undefined || isBeyond(event, cursor)),
    });
    // Where a page is empty, the next one starts where this one should have been.
    const start: EventPlace = { timestamp: startTime, stream: stream.name, sequence: 0 };
    const [first, last] = [
      page[0] ?? cursor?.place ?? start,
      page.at(-1) ?? cursor?.place ?? start,
    ];
    return {
      events: page.map(({ timestamp, ingestedAt, message }) => ({
        timestamp,
        message,
        ingestionTime: ingestedAt,
      })),
      nextForwardToken: writeStreamToken('f', last),
      nextBackwardToken: writeStreamToken('b', first),
    };
  };
}

type StreamCursor = NonNullable<ReturnType<typeof parseStreamToken>>;

function parseCursor(token: string | undefined, stream: string): StreamCursor | undefined {
  if (token === undefined) return undefined;
  const cursor = parseStreamToken(token, stream);
  if (cursor === undefined) throw invalidToken();
  return cursor;
}

function isBeyond(event: EventPlace, { direction, place }: StreamCursor): boolean {
  const order = comparePlaces(event, place);
  return direction === 'f' ? order > 0 : order < 0;
}
