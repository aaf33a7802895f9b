import type {
  CreateLogStreamRequest,
  DeleteLogStreamRequest,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { pageOf } from '../page.ts';
import { groupArn, requireGroup, type GroupReference, type LogsPlace } from './log-group-names.ts';
import type { LogStreamDocument } from './logs-documents.ts';
import { invalidParameter, invalidToken, noStream, streamExists } from './logs-errors.ts';
import type { LogsStore } from './logs-store.ts';
import type { StreamStatistics } from './stream-statistics.ts';

export function streamOperations(store: LogsStore) {
  const CreateLogStream: Operation<CreateLogStreamRequest> = async (input, { now }) => {
    const group = requireGroup(store, input).name;
    const { logStreamName: name = '' } = input;
    if (store.stream(group, name) !== undefined) throw streamExists();
    await store.createStream({ group, name, createdAt: now().getTime() });
  };

  const DeleteLogStream: Operation<DeleteLogStreamRequest> = async (input) => {
    await store.deleteStream(requireStream(store, input));
  };

  const DescribeLogStreams: Operation<
    DescribeLogStreamsRequest,
    DescribeLogStreamsResponse
  > = async (input, place) => {
    const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = input;
    if (orderBy === 'LastEventTime' && prefix !== undefined) {
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const streams = store
      .streamsOf(requireGroup(store, input).name)
      .filter(({ name }) => name.startsWith(prefix ?? ''));
    const described = await describeStreams(store, streams, orderBy === 'LastEventTime');
    const { items, nextToken } = pageOf(descending ? described.toReversed() : described, {
      keyOf: ({ key }) => key,
      descending,
      token: input.nextToken,
      limit: input.limit ?? 50,
      wrongToken: invalidToken,
    });
    const logStreams = items.map(async ({ stream, statistics }) =>
      showStream(stream, statistics ?? (await store.statistics(stream)), place),
    );
    return { logStreams: await Promise.all(logStreams), nextToken };
  };

  return { CreateLogStream, DeleteLogStream, DescribeLogStreams };
}

export interface StreamReference extends GroupReference {
  readonly logStreamName?: string | undefined;
}

/** @throws AwsError ResourceNotFoundException */
export function requireStream(store: LogsStore, reference: StreamReference): LogStreamDocument {
  const group = requireGroup(store, reference);
  const stream = store.stream(group.name, reference.logStreamName ?? '');
  if (stream === undefined) throw noStream();
  return stream;
}

interface DescribedStream {
  readonly stream: LogStreamDocument;
  readonly statistics: StreamStatistics | undefined;
  /** What it is sorted by. */
  readonly key: string;
}

/** Sorted by name, or by the time of the last event; that one takes knowing all of them. */
async function describeStreams(
  store: LogsStore,
  streams: readonly LogStreamDocument[],
  byTime: boolean,
): Promise<DescribedStream[]> {
  if (!byTime) {
    return streams.map((stream) => ({ stream, statistics: undefined, key: stream.name }));
  }
  const described: DescribedStream[] = [];
  for (const stream of streams) {
    const statistics = await store.statistics(stream);
    const time = String(statistics.lastTimestamp ?? 0).padStart(20, '0');
    described.push({ stream, statistics, key: `${time} ${stream.name}` });
  }
  return described.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function showStream(
  { group, name, createdAt }: LogStreamDocument,
  statistics: StreamStatistics,
  place: LogsPlace,
): LogStream {
  return {
    logStreamName: name,
    creationTime: createdAt,
    firstEventTimestamp: statistics.firstTimestamp,
    lastEventTimestamp: statistics.lastTimestamp,
    lastIngestionTime: statistics.lastIngestedAt,
    arn: `${groupArn(place, group)}:log-stream:${name}`,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- AWS still sends it, as 0
    storedBytes: 0,
  };
}
