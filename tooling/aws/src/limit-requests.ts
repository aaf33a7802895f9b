import type { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaQuotas } from '@tooling/core';
import type { Clock } from './clock.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import { isThrottling } from './translate-error.ts';
import type { WaitLog } from './wait-log.ts';

interface Bucket {
  readonly quota: string;
  readonly limiter: RateLimiter;
}

/** Lambda's three quotas; requests of one account share them, whatever function they are about. */
export interface LambdaQuotas {
  /** Undefined for what no quota counts. */
  bucketOf(operation: string): Bucket | undefined;
  /** Of one request after the other. */
  nextArrival(): number;
}

/** @param isOn - whether to keep to the quotas from the beginning, or only from the first refusal */
export function createLambdaQuotas({
  clock,
  waits,
  isOn,
}: {
  clock: Clock;
  waits: WaitLog;
  isOn: boolean;
}): LambdaQuotas {
  const bucket = (quota: string, perSecond: number): Bucket => ({
    quota,
    limiter: createRateLimiter({ quota, perSecond, isOn }, clock, waits),
  });
  const getFunction = bucket('GetFunction', lambdaQuotas.getFunctionPerSecond);
  const getPolicy = bucket('GetPolicy', lambdaQuotas.getPolicyPerSecond);
  const others = bucket('Lambda', lambdaQuotas.controlPlanePerSecond);
  let arrivals = 0;
  return {
    bucketOf(operation) {
      if (operation === 'Invoke') return undefined;
      if (operation === 'GetFunction') return getFunction;
      return operation === 'GetPolicy' ? getPolicy : others;
    },
    nextArrival: () => (arrivals += 1),
  };
}

/**
 * What goes first where requests queue up. Moving an alias, and above all moving it back, is what
 * callers of functions wait for. Looking after something never keeps a write waiting, and reading for
 * the plan, all of it queued from the beginning, never what a write waits for.
 */
function priorityOf(operation: string, input: object): number {
  if (operation.endsWith('Alias')) return 0;
  if (operation === 'GetFunction')
    return 'Qualifier' in input && input.Qualifier === 'live' ? 2 : 1;
  return /^(?:Get|List)/.test(operation) ? 2 : 1;
}

/** What AWS asks for with a 429, or the shortest that it can ask for. */
function retryAfterMsOf(error: unknown): number {
  const { retryAfterSeconds } = error as { readonly retryAfterSeconds?: string | undefined };
  const seconds = Number(retryAfterSeconds);
  return seconds > 0 ? seconds * 1000 : 1000;
}

/**
 * Puts the limiter into a client, inside of its retries: every attempt counts. Where AWS throttles
 * all the same, because others use the account too, everything of that quota pauses for as long as
 * it asks, and goes on more slowly.
 *
 * @param quotasOf - asked at each request: whose quotas they are may take a question to AWS
 */
export function limitRequests(
  client: LambdaClient,
  {
    clock,
    waits,
    quotasOf,
  }: { clock: Clock; waits: WaitLog; quotasOf: () => Promise<LambdaQuotas> },
): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) => {
      // Once a command; what it returns runs once an attempt.
      const operation = commandName.replace(/Command$/, '');
      let arrival: number | undefined;
      return async (args) => {
        const quotas = await quotasOf();
        const bucket = quotas.bucketOf(operation);
        if (bucket === undefined) return next(args);
        arrival ??= quotas.nextArrival();
        await bucket.limiter.take({ priority: priorityOf(operation, args.input), arrival });
        const sentMs = clock.now();
        try {
          return await next(args);
        } catch (error) {
          if (isThrottling(error)) {
            waits.add({ reason: 'throttled', quota: bucket.quota }, 0, 1);
            bucket.limiter.throttled(sentMs, retryAfterMsOf(error));
          }
          throw error;
        }
      };
    },
    { step: 'finalizeRequest', priority: 'low', name: 'limitRequests' },
  );
}
