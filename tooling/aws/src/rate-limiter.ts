import type { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaQuotas } from '@tooling/core';

/** The clock of everything that waits. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Lets requests through at a rate, with a burst of one second's worth. */
export interface RateLimiter {
  take(): Promise<void>;
}

export function createRateLimiter(perSecond: number, clock: Clock): RateLimiter {
  const intervalMs = 1000 / perSecond;
  // The moment at which the bucket would be full again, as in the generic cell rate algorithm.
  let fullAt = clock.now();
  return {
    async take() {
      const now = clock.now();
      fullAt = Math.max(fullAt, now) + intervalMs;
      const waitMs = fullAt - now - 1000;
      if (waitMs > 0) await clock.sleep(waitMs);
    },
  };
}

/** Lambda's three quotas; requests of one account share them, whatever function they are about. */
function createLambdaLimiter(clock: Clock): (operation: string) => Promise<void> {
  const getFunction = createRateLimiter(lambdaQuotas.getFunctionPerSecond, clock);
  const getPolicy = createRateLimiter(lambdaQuotas.getPolicyPerSecond, clock);
  const others = createRateLimiter(lambdaQuotas.controlPlanePerSecond, clock);
  return async (operation) => {
    if (operation === 'Invoke') return;
    if (operation === 'GetFunction') await getFunction.take();
    else if (operation === 'GetPolicy') await getPolicy.take();
    else await others.take();
  };
}

/** Puts the limiter into a client, inside of its retries: every attempt counts. */
export function limitRequests(client: LambdaClient, clock: Clock): void {
  const take = createLambdaLimiter(clock);
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        await take(commandName.replace(/Command$/, ''));
        return next(args);
      },
    { step: 'finalizeRequest', priority: 'low', name: 'limitRequests' },
  );
}
