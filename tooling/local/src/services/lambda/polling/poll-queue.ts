import { AwsError } from '../../../aws-error.ts';
import type { LocalClock, Timer } from '../../../clock/local-clock.ts';
import { ExecutionEnded } from '../../../execution/execution-ended.ts';
import type { MessageDocument } from '../../sqs/messages/message-document.ts';
import type { QueueSource } from '../../sqs/queue-source.ts';
import type { FunctionAnswer } from '../invoke/function-invoker.ts';
import { Undelivered } from '../invoke/undelivered.ts';
import type { MappingDocument } from '../mappings/mapping-document.ts';
import { doneOf } from './batch-outcome.ts';
import { matchesFilter } from './matches-filter.ts';
import { filteredRecord, sqsRecord } from './sqs-record.ts';

export interface PollingPorts {
  readonly clock: LocalClock;
  readonly queues: QueueSource;
  /** Calls the mapping's function, and waits for its answer. */
  readonly call: (payload: Uint8Array) => Promise<FunctionAnswer>;
  readonly report: (error: unknown) => void;
}

/**
 * Takes messages out of a queue and gives them to a function, batch by batch. It sleeps while nothing
 * is there: what is sent wakes it, or the moment at which something becomes visible.
 */
export function pollQueue(mapping: MappingDocument, ports: PollingPorts): { stop(): void } {
  const { clock, queues, report } = ports;
  const { eventSourceArn: arn, batchSize, windowSeconds } = mapping;
  const mostAtOnce = mapping.maximumConcurrency ?? firstPollers;
  const nowMs = () => clock.now().getTime();
  let gathered: MessageDocument[] = [];
  let sinceMs = 0;
  let running = 0;
  let stopped = false;
  let polling = false;
  let again = false;
  let timer: Timer | undefined;

  const wake = () => {
    again = true;
    if (polling || stopped) return;
    polling = true;
    clock.during(poll()).catch(report);
  };
  const poll = async () => {
    try {
      while (again && !stopped) {
        again = false;
        await gather();
      }
    } finally {
      polling = false;
    }
    arm();
  };
  const gather = async () => {
    while (!stopped && running < mostAtOnce) {
      const missing = batchSize - gathered.length;
      const received = missing > 0 ? await queues.receive(arn, Math.min(10, missing)) : [];
      const wanted = await sift(received);
      if (gathered.length === 0) sinceMs = nowMs();
      // A window that is longer than the timeout lets the same message come again.
      const renewed = new Set(wanted.map(({ id }) => id));
      gathered = [...gathered.filter(({ id }) => !renewed.has(id)), ...wanted];
      const isDue = gathered.length >= batchSize || nowMs() - sinceMs >= windowSeconds * 1000;
      if (gathered.length > 0 && isDue) send();
      else if (received.length === 0) return;
    }
  };
  /** What no filter wants is done with. */
  const sift = async (received: readonly MessageDocument[]) => {
    const isWanted = (message: MessageDocument) =>
      mapping.filters.length === 0 ||
      mapping.filters.some((filter) => matchesFilter(filter, filteredRecord(message, mapping)));
    const unwanted = received.filter((message) => !isWanted(message));
    await Promise.all(unwanted.map((message) => queues.drop(message)));
    return received.filter(isWanted);
  };
  const send = () => {
    const batch = gathered.slice(0, countOfBatch(gathered, mapping));
    gathered = gathered.slice(batch.length);
    running += 1;
    const sent = runBatch(mapping, batch, ports)
      .catch(report)
      .finally(() => {
        running -= 1;
        wake();
      });
    void clock.during(sent);
  };
  const arm = () => {
    timer?.cancel();
    if (stopped || running >= mostAtOnce) return;
    const windowEndMs = gathered.length > 0 ? sinceMs + windowSeconds * 1000 : Infinity;
    const nextMs = Math.min(windowEndMs, queues.nextVisibleAtMs(arn) ?? Infinity);
    if (nextMs !== Infinity) timer = clock.at(nextMs, wake);
  };

  const unwatch = queues.watch(arn, wake);
  wake();
  return {
    /** What is gathered comes back to the queue after its timeout. */
    stop() {
      stopped = true;
      timer?.cancel();
      unwatch();
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html: it begins with five. */
const firstPollers = 5;

/** What is not done stays in the queue, and is visible again after its timeout. */
async function runBatch(
  mapping: MappingDocument,
  batch: readonly MessageDocument[],
  { queues, call, report }: PollingPorts,
): Promise<void> {
  const { eventSourceArn: arn, functionName, responseTypes } = mapping;
  const event = { Records: batch.map((message) => sqsRecord(message, mapping)) };
  try {
    const answer = await call(Buffer.from(JSON.stringify(event)));
    const done = doneOf(batch, answer, responseTypes);
    await Promise.all(done.map((message) => queues.drop(message)));
  } catch (error) {
    if (error instanceof ExecutionEnded) return;
    if (!(error instanceof AwsError)) throw error;
    // A function that has no room is asked again.
    if (error.status === 429) return;
    report(new Undelivered(`Messages of ${arn} did not get to ${functionName}: ${error.message}`));
  }
}

/** An event has 6 MB, and a message up to one. */
const mostBytes = 6_000_000;

function countOfBatch(gathered: readonly MessageDocument[], mapping: MappingDocument): number {
  let bytes = 0;
  const tooMuch = gathered.findIndex((message) => {
    bytes += Buffer.byteLength(JSON.stringify(sqsRecord(message, mapping))) + 1;
    return bytes > mostBytes;
  });
  return tooMuch === -1 ? gathered.length : Math.max(1, tooMuch);
}
