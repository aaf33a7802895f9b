import { AwsError } from '../../../aws-error.ts';
import { mostEnvironments } from '../../../execution/executor.ts';
import { lambdaLimits } from '../lambda-limits.ts';

/** How many invocations may run at once, as it is configured when it is asked. */
export interface ConcurrencyLimits {
  /** Of one function, when it has a reservation. */
  reservedBy(functionName: string): number | undefined;
  /** Of all functions without a reservation together. */
  unreserved(): number;
}

interface Slot {
  release(): void;
}

/** Counts the invocations that run. */
export interface InvocationSlots {
  /** @throws AwsError 429 when the function, or the account, is at its limit. */
  take(functionName: string): Slot;
  /**
   * Waits for its turn: what an asynchronous invocation does, however long it takes.
   *
   * @returns undefined when the function has a reservation of 0: AWS drops its events then.
   * @throws AwsError 429, and no promise, when too many wait.
   */
  wait(functionName: string): Promise<Slot | undefined>;
  /** To be called when a limit has changed: some who wait may go on. */
  refresh(): void;
}

/** Asynchronous invocations leave room in the executor for callers who wait for an answer. */
const mostEventsAtOnce = Math.ceil(mostEnvironments * 0.8);
/** AWS keeps any number of events; here they are all in memory. */
const mostEventsWaiting = 10_000;

type Start = (slot: Slot | undefined) => void;

export function createInvocationSlots(limits: ConcurrencyLimits): InvocationSlots {
  const running = new Map<string, number>();
  /** Who waits, by function; the function whose turn is next comes first. */
  const queues = new Map<string, Start[]>();
  let eventsRunning = 0;
  let eventsWaiting = 0;
  const count = (functionName: string) => running.get(functionName) ?? 0;

  /** How many more may run of functions without a reservation. */
  const sharedRoom = () => {
    let shared = 0;
    for (const [name, one] of running) {
      if (limits.reservedBy(name) === undefined) shared += one;
    }
    // So many are always left, and most of the time that is all there is to ask.
    const certain = lambdaLimits.minimumUnreservedExecutions - shared;
    return certain > 0 ? certain : limits.unreserved() - shared;
  };

  const occupy = (functionName: string): Slot => {
    running.set(functionName, count(functionName) + 1);
    return {
      release() {
        const left = count(functionName) - 1;
        if (left > 0) running.set(functionName, left);
        else running.delete(functionName);
        startWaiting();
      },
    };
  };

  const occupyForEvent = (functionName: string): Slot => {
    const slot = occupy(functionName);
    eventsRunning += 1;
    return {
      release() {
        eventsRunning -= 1;
        slot.release();
      },
    };
  };

  /** Functions take turns: the queue of one stops no other. */
  const startWaiting = () => {
    if (queues.size === 0) return;
    let shared = sharedRoom();
    for (const [functionName, queue] of queues) {
      if (eventsRunning >= mostEventsAtOnce) return;
      const reserved = limits.reservedBy(functionName);
      const room = reserved === undefined ? shared : reserved - count(functionName);
      if (room <= 0) continue;
      if (reserved === undefined) shared -= 1;
      queues.delete(functionName);
      // At the end again, where this loop comes to it once more.
      const start = queue.shift();
      if (queue.length > 0) queues.set(functionName, queue);
      eventsWaiting -= 1;
      start?.(occupyForEvent(functionName));
    }
  };

  const dropRefused = () => {
    for (const [functionName, queue] of queues) {
      if (limits.reservedBy(functionName) !== 0) continue;
      queues.delete(functionName);
      eventsWaiting -= queue.length;
      for (const start of queue) start(undefined);
    }
  };

  return {
    take(functionName) {
      const reserved = limits.reservedBy(functionName);
      const room = reserved === undefined ? sharedRoom() : reserved - count(functionName);
      if (room > 0) return occupy(functionName);
      throw throttled(
        reserved === undefined
          ? 'ConcurrentInvocationLimitExceeded'
          : 'ReservedFunctionConcurrentInvocationLimitExceeded',
      );
    },
    wait(functionName) {
      if (limits.reservedBy(functionName) === 0) return Promise.resolve(undefined);
      if (eventsWaiting >= mostEventsWaiting) {
        throw throttled('FunctionInvocationRateLimitExceeded');
      }
      const { promise, resolve } = Promise.withResolvers<Slot | undefined>();
      const queue = queues.get(functionName);
      if (queue === undefined) queues.set(functionName, [resolve]);
      else queue.push(resolve);
      eventsWaiting += 1;
      startWaiting();
      return promise;
    },
    refresh() {
      dropRefused();
      startWaiting();
    },
  };
}

/** Recorded 2025-11-24 (test_lambda.snapshot.json, test_lambda_concurrency_block). */
function throttled(Reason: string): AwsError {
  return new AwsError(429, 'TooManyRequestsException', 'Rate Exceeded.', { Type: 'User', Reason });
}
