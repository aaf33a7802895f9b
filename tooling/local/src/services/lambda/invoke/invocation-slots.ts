import { AwsError } from '../../../aws-error.ts';
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
  /** Waits for its turn: what an asynchronous invocation does, however long it takes. */
  wait(functionName: string): Promise<Slot>;
  /** To be called when a limit has changed: some who wait may go on. */
  refresh(): void;
}

export function createInvocationSlots(limits: ConcurrencyLimits): InvocationSlots {
  const running = new Map<string, number>();
  const waiting: { readonly functionName: string; readonly start: (slot: Slot) => void }[] = [];
  const count = (functionName: string) => running.get(functionName) ?? 0;

  const hasRoom = (functionName: string) => {
    const reserved = limits.reservedBy(functionName);
    if (reserved !== undefined) return count(functionName) < reserved;
    const shared = [...running].filter(([name]) => limits.reservedBy(name) === undefined);
    const sharedCount = shared.reduce((sum, [, one]) => sum + one, 0);
    // So many are always left, and most of the time that is all there is to ask.
    return (
      sharedCount < lambdaLimits.minimumUnreservedExecutions || sharedCount < limits.unreserved()
    );
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

  const startWaiting = () => {
    for (let index = 0; index < waiting.length;) {
      const next = waiting[index];
      if (next === undefined || !hasRoom(next.functionName)) {
        index += 1;
        continue;
      }
      waiting.splice(index, 1);
      next.start(occupy(next.functionName));
    }
  };

  return {
    take(functionName) {
      if (hasRoom(functionName)) return occupy(functionName);
      throw throttled(limits.reservedBy(functionName) !== undefined);
    },
    wait(functionName) {
      const { promise, resolve } = Promise.withResolvers<Slot>();
      waiting.push({ functionName, start: resolve });
      startWaiting();
      return promise;
    },
    refresh: startWaiting,
  };
}

/** Recorded 2025-11-24 (test_lambda.snapshot.json, test_lambda_concurrency_block). */
function throttled(isReserved: boolean): AwsError {
  const Reason = isReserved
    ? 'ReservedFunctionConcurrentInvocationLimitExceeded'
    : 'ConcurrentInvocationLimitExceeded';
  return new AwsError(429, 'TooManyRequestsException', 'Rate Exceeded.', { Type: 'User', Reason });
}
