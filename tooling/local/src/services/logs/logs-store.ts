import type { Collection, Journals, State } from '../../state/state.ts';
import type {
  LogGroupDocument,
  LogStreamDocument,
  PlacedEvent,
  StoredEvent,
} from './logs-documents.ts';
import { keepStatistics, type StreamStatistics } from './stream-statistics.ts';

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
  /** Read once, then kept. */
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
  const statistics = keepStatistics((stream) => journals.read(keyOf(stream)));
  /** The one document of a stream: a stream that was made anew has another. */
  const kept = (stream: LogStreamDocument) => streams.get(keyOf(stream)) ?? stream;
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
    async append(stream, events) {
      try {
        await journals.append(keyOf(stream), events);
        statistics.add(kept(stream), events);
      } catch (error) {
        // Some of them may be there.
        statistics.forget(kept(stream));
        throw error;
      }
    },
    async *events(stream) {
      let sequence = 0;
      for await (const [timestamp, ingestedAt, message] of journals.read(keyOf(stream))) {
        yield { timestamp, ingestedAt, message, stream: stream.name, sequence };
        sequence += 1;
      }
    },
    statistics: (stream) => statistics.of(kept(stream)),
  };
}

/** Neither name can contain a colon. */
function keyOf({ group, name }: Pick<LogStreamDocument, 'group' | 'name'>): string {
  return `${group}:${name}`;
}

/** As AWS counts an event: its message in UTF-8 and 26 bytes. */
export function eventBytes(message: string): number {
  return Buffer.byteLength(message) + 26;
}
