import type { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaQuotas } from '@tooling/core';
import { isAwsError } from './translate-error.ts';

/** The clock of everything that waits. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** The time of day. */
  date(): Date;
}

/** Lets requests through at a rate, with a burst of nearly one second's worth. */
export interface RateLimiter {
  take(): Promise<void>;
  /** Lets nothing more through for so long, and then at the rate, without a burst. */
  pause(milliseconds: number): void;
}

export interface Limit {
  readonly perSecond: number;
  /** Whether requests are spaced from the beginning, or only after the first pause. */
  readonly isOn: boolean;
}

export function createRateLimiter({ perSecond, isOn }: Limit, clock: Clock): RateLimiter {
  const intervalMs = 1000 / perSecond;
  // Of the second that AWS allows, one request is left: on their way requests come closer together.
  const burstMs = 1000 - intervalMs;
  let spaces = isOn;
  // The moment at which the bucket would be full again, as in the generic cell rate algorithm.
  let fullAt = clock.now();
  return {
    async take() {
      if (!spaces) return;
      const now = clock.now();
      fullAt = Math.max(fullAt, now) + intervalMs;
      const waitMs = fullAt - now - burstMs;
      if (waitMs > 0) await clock.sleep(waitMs);
    },
    pause(milliseconds) {
      spaces = true;
      fullAt = Math.max(fullAt, clock.now() + burstMs + milliseconds);
    },
  };
}

const unlimited: RateLimiter = { take: () => Promise.resolve(), pause: () => undefined };

/** Lambda's three quotas; requests of one account share them, whatever function they are about. */
function createLambdaLimiter(clock: Clock, isOn: boolean): (operation: string) => RateLimiter {
  const limit = (perSecond: number) => createRateLimiter({ perSecond, isOn }, clock);
  const getFunction = limit(lambdaQuotas.getFunctionPerSecond);
  const getPolicy = limit(lambdaQuotas.getPolicyPerSecond);
  const others = limit(lambdaQuotas.controlPlanePerSecond);
  return (operation) => {
    if (operation === 'Invoke') return unlimited;
    if (operation === 'GetFunction') return getFunction;
    return operation === 'GetPolicy' ? getPolicy : others;
  };
}

/** What AWS asks for with a 429, or the shortest that it can ask for. */
function pauseMsOf(error: unknown): number {
  const { retryAfterSeconds } = error as { readonly retryAfterSeconds?: string | undefined };
  const seconds = Number(retryAfterSeconds);
  return seconds > 0 ? seconds * 1000 : 1000;
}

/**
 * Puts the limiter into a client, inside of its retries: every attempt counts. Where AWS throttles
 * all the same, because others use the account too, everything of that quota pauses for as long as
 * it asks.
 *
 * What is not there: the rate itself stays the whole quota. It is not lowered while others go on
 * using the account, and requests that wait already are not put off by a pause.
 */
export function limitRequests(client: LambdaClient, clock: Clock, isOn: boolean): void {
  const limiterOf = createLambdaLimiter(clock, isOn);
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const limiter = limiterOf(commandName.replace(/Command$/, ''));
        await limiter.take();
        try {
          return await next(args);
        } catch (error) {
          if (isAwsError(error, 'TooManyRequestsException')) limiter.pause(pauseMsOf(error));
          throw error;
        }
      },
    { step: 'finalizeRequest', priority: 'low', name: 'limitRequests' },
  );
}
