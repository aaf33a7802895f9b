import type {
  PutLogEventsRequest,
  PutLogEventsResponse,
  RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { requireGroup } from './log-group-names.ts';
import { invalidParameter } from './logs-errors.ts';
import { eventBytes, type LogsStore } from './logs-store.ts';
import { requireStream } from './stream-operations.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const maxBatchBytes = 1_048_576;
const maxEventBytes = 1_048_576;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export function putLogEvents(
  store: LogsStore,
): Operation<PutLogEventsRequest, PutLogEventsResponse> {
  return async (input, { now }) => {
    const stream = requireStream(store, input);
    const { retentionInDays } = requireGroup(store, input);
    const events = (input.logEvents ?? []).map(({ timestamp = 0, message = '' }) => ({
      timestamp,
      message,
    }));
    checkBatch(events);
    const ingestedAt = now().getTime();
    const accepted = acceptEvents(events, ingestedAt, retentionInDays);
    if (accepted.events.length > 0) {
      await store.append(
        stream,
        accepted.events.map(({ timestamp, message }) => [timestamp, ingestedAt, message]),
      );
    }
    return {
      // Sequence tokens have no meaning any more; older clients want to see one.
      nextSequenceToken: String(ingestedAt).padStart(56, '0'),
      rejectedLogEventsInfo: accepted.rejected,
    };
  };
}

interface BatchEvent {
  readonly timestamp: number;
  readonly message: string;
}

function checkBatch(events: readonly BatchEvent[]): void {
  const sizes = events.map(({ message }) => eventBytes(message));
  if (sizes.some((size) => size > maxEventBytes)) {
    throw invalidParameter(
      `Log event too large: ${Math.max(...sizes)} bytes exceeds limit of ${maxEventBytes}`,
    );
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > maxBatchBytes) {
    throw invalidParameter(`Upload too large: ${total} bytes exceeds limit of ${maxBatchBytes}`);
  }
  const times = events.map(({ timestamp }) => timestamp);
  if (times.some((time, index) => time < (times[index - 1] ?? 0))) {
    throw invalidParameter(
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
  }
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > dayMs) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
}

/** Leaves out what is too old, past the group's retention or too new; the rest is in between. */
function acceptEvents(
  events: readonly BatchEvent[],
  now: number,
  retentionInDays: number | undefined,
): {
  readonly events: readonly BatchEvent[];
  readonly rejected: RejectedLogEventsInfo | undefined;
} {
  const before = (limit: number) => events.filter(({ timestamp }) => timestamp < limit).length;
  const tooOld = before(now - 14 * dayMs);
  const expired = retentionInDays === undefined ? 0 : before(now - retentionInDays * dayMs);
  const tooNew = before(now + 2 * hourMs + 1);
  const rejected = {
    ...(tooNew < events.length ? { tooNewLogEventStartIndex: tooNew } : {}),
    ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(expired > 0 ? { expiredLogEventEndIndex: expired } : {}),
  };
  return {
    events: events.slice(Math.max(tooOld, expired), tooNew),
    rejected: Object.keys(rejected).length === 0 ? undefined : rejected,
  };
}
