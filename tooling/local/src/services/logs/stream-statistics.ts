import type { LogStreamDocument, StoredEvent } from './logs-documents.ts';

/** What is known of a stream's events without reading them again. */
export interface StreamStatistics {
  readonly firstTimestamp: number | undefined;
  readonly lastTimestamp: number | undefined;
  readonly lastIngestedAt: number | undefined;
}

export interface KeptStatistics {
  of(stream: LogStreamDocument): Promise<StreamStatistics>;
  /** Events that were appended. An event that is added twice changes nothing. */
  add(stream: LogStreamDocument, events: readonly StoredEvent[]): void;
  forget(stream: LogStreamDocument): void;
}

/** Keeps what is known of each stream for as long as its document is there. */
export function keepStatistics(
  read: (stream: LogStreamDocument) => AsyncIterable<StoredEvent>,
): KeptStatistics {
  const known = new WeakMap<LogStreamDocument, Promise<StreamStatistics>>();

  function keep(stream: LogStreamDocument, statistics: Promise<StreamStatistics>): void {
    known.set(stream, statistics);
    statistics.catch(() => {
      if (known.get(stream) === statistics) known.delete(stream);
    });
  }

  return {
    of(stream) {
      const found = known.get(stream);
      if (found !== undefined) return found;
      const reading = readAll(read(stream));
      keep(stream, reading);
      return reading;
    },
    add(stream, events) {
      // While nobody has asked yet there is nothing to keep right.
      const before = known.get(stream);
      if (before === undefined) return;
      keep(
        stream,
        before.then((statistics) => events.reduce(withEvent, statistics)),
      );
    },
    forget: (stream) => known.delete(stream),
  };
}

async function readAll(events: AsyncIterable<StoredEvent>): Promise<StreamStatistics> {
  let statistics = noEvents;
  for await (const event of events) statistics = withEvent(statistics, event);
  return statistics;
}

const noEvents: StreamStatistics = {
  firstTimestamp: undefined,
  lastTimestamp: undefined,
  lastIngestedAt: undefined,
};

function withEvent(before: StreamStatistics, event: StoredEvent): StreamStatistics {
  const [timestamp, ingestedAt] = event;
  return {
    firstTimestamp: Math.min(before.firstTimestamp ?? timestamp, timestamp),
    lastTimestamp: Math.max(before.lastTimestamp ?? timestamp, timestamp),
    lastIngestedAt: Math.max(before.lastIngestedAt ?? ingestedAt, ingestedAt),
  };
}
