import type { Collection, Journals, State } from '../../state/state.ts';
import type {
  LogGroupDocument,
  LogStreamDocument,
  PlacedEvent,
  StoredEvent,
} from './logs-documents.ts';

/** What is known of a stream's events without reading them again. */
export interface StreamStatistics {
  readonly firstTimestamp: number | undefined;
  readonly lastTimestamp: number | undefined;
  readonly lastIngestedAt: number | undefined;
  readonly storedBytes: number;
}

/** Log groups and streams as documents, events in journals. */
export interface LogsStore {
  readonly groups: Collection<LogGroupDocument>;
  /** Sorted by name. */
  streamsOf(group: string): readonly LogStreamDocument[];
  stream(group: string, name: string): LogStreamDocument | undefined;
  createStream(stream: LogStreamDocument): Promise<void>;
  deleteStream(stream: LogStreamDocument): Promise<void>;
  deleteGroup(name: string): Promise<void>;
  append(stream: LogStreamDocument, events: readonly StoredEvent[]): Promise<void>;
  /** As they were put, which need not be by timestamp. */
  events(stream: LogStreamDocument): AsyncIterable<PlacedEvent>;
  statistics(stream: LogStreamDocument): Promise<StreamStatistics>;
}

export async function openLogsStore(state: State): Promise<LogsStore> {
  const groups: Collection<LogGroupDocument> = await state.collection('logs/groups');
  const streams: Collection<LogStreamDocument> = await state.collection('logs/streams');
  const journals: Journals<StoredEvent> = state.journals('logs');
  const streamsOf = (group: string) =>
    streams
      .list()
      .map(([, stream]) => stream)
      .filter((stream) => stream.group === group);
  const deleteStream = async (stream: LogStreamDocument) => {
    await streams.delete(keyOf(stream));
    await journals.delete(keyOf(stream));
  };

  return {
    groups,
    streamsOf,
    stream: (group, name) => streams.get(keyOf({ group, name })),
    createStream: (stream) => streams.put(keyOf(stream), stream),
    deleteStream,
    async deleteGroup(name) {
      await groups.delete(name);
      await Promise.all(streamsOf(name).map(deleteStream));
    },
    append: (stream, events) => journals.append(keyOf(stream), events),
    async *events(stream) {
      let sequence = 0;
      for await (const [timestamp, ingestedAt, message] of journals.read(keyOf(stream))) {
        yield { timestamp, ingestedAt, message, stream: stream.name, sequence };
        sequence += 1;
      }
    },
    async statistics(stream) {
      let statistics = noEvents;
      for await (const event of journals.read(keyOf(stream))) {
        statistics = withEvent(statistics, event);
      }
      return statistics;
    },
  };
}

/** Neither name can contain a colon. */
function keyOf({ group, name }: Pick<LogStreamDocument, 'group' | 'name'>): string {
  return `${group}:${name}`;
}

const noEvents: StreamStatistics = {
  firstTimestamp: undefined,
  lastTimestamp: undefined,
  lastIngestedAt: undefined,
  storedBytes: 0,
};

function withEvent(before: StreamStatistics, event: StoredEvent): StreamStatistics {
  const [timestamp, ingestedAt, message] = event;
  return {
    firstTimestamp: Math.min(before.firstTimestamp ?? timestamp, timestamp),
    lastTimestamp: Math.max(before.lastTimestamp ?? timestamp, timestamp),
    lastIngestedAt: Math.max(before.lastIngestedAt ?? ingestedAt, ingestedAt),
    storedBytes: before.storedBytes + eventBytes(message),
  };
}

/** As AWS counts an event: its message in UTF-8 and 26 bytes. */
export function eventBytes(message: string): number {
  return Buffer.byteLength(message) + 26;
}
