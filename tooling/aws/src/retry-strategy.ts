import type { LambdaClientConfig } from '@aws-sdk/client-lambda';
import type { Clock } from './clock.ts';
import type { WaitLog } from './wait-log.ts';

type RetryStrategy = Extract<
  NonNullable<LambdaClientConfig['retryStrategy']>,
  { acquireInitialRetryToken: unknown }
>;
type RetryToken = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;
type RetryErrorInfo = Parameters<RetryStrategy['refreshRetryTokenForRetry']>[1];

// Twice the SDK's three. A request whose answer was lost is sent again, too: every write here is
// guarded, or harmless when repeated.
const maxAttempts = 6;
const firstDelayMs = 100;

// As long as others leave nothing of a quota. By time and not by count: with many requests at once
// each of them can be unlucky often, although the run as a whole goes on.
const throttlingPatienceMs = 5 * 60_000;
const firstThrottledDelayMs = 500;
const longestDelayMs = 20_000;

interface Token extends RetryToken {
  readonly startedMs: number;
  /** Without the refusals of a quota. */
  readonly failures: number;
  readonly throttled: number;
}

const tokenOf = (startedMs: number, failures: number, throttled: number): Token => ({
  startedMs,
  failures,
  throttled,
  getRetryCount: () => failures + throttled,
  getRetryDelay: () => 0,
});

export interface RetryOptions {
  readonly clock: Clock;
  readonly waits: WaitLog;
  /** `Lambda` has a limiter, which knows when to go on; others are asked again after a delay. */
  readonly service: string;
  readonly isLimited: boolean;
  /** 0 to 1. */
  readonly chance?: () => number;
}

/** A quota of roles or of storage is no quota of requests, whatever the SDK takes it for. */
const isFinal = ({ error }: RetryErrorInfo) => error?.name.startsWith('LimitExceeded') === true;

const retryAfterMsOf = ({ error }: RetryErrorInfo): number => {
  const headers = (error as { readonly $response?: { readonly headers?: object } } | undefined)
    ?.$response?.headers;
  const seconds = Number((headers as Record<string, string> | undefined)?.['retry-after']);
  return seconds > 0 ? seconds * 1000 : 0;
};

/**
 * When a failed request is sent again. The SDK's own strategies would do harm beside a limiter: they
 * add delays of their own to those of the queue, count refusals of all requests together, and after a
 * hundred of them give up the next request at its first refusal.
 */
export function createRetryStrategy(options: RetryOptions): RetryStrategy {
  const { clock, waits, service, isLimited, chance = Math.random } = options;
  const delay = async (reason: 'throttled' | 'retry', milliseconds: number) => {
    await waits.during({ reason, quota: service }, () => clock.sleep(milliseconds));
  };
  const afterThrottling = async (token: Token, info: RetryErrorInfo): Promise<Token> => {
    if (isFinal(info) || clock.now() - token.startedMs > throttlingPatienceMs) {
      throw new Error('no patience is left');
    }
    if (!isLimited) {
      const grown = Math.min(longestDelayMs, firstThrottledDelayMs * 2 ** token.throttled);
      await delay('throttled', Math.max(retryAfterMsOf(info), grown * (0.5 + chance() / 2)));
    }
    return tokenOf(token.startedMs, token.failures, token.throttled + 1);
  };
  const afterFailure = async (token: Token): Promise<Token> => {
    const failures = token.failures + 1;
    if (failures >= maxAttempts) throw new Error('no attempt is left');
    const grown = Math.min(longestDelayMs, firstDelayMs * 2 ** token.failures);
    await delay('retry', grown * (0.5 + chance() / 2));
    return tokenOf(token.startedMs, failures, token.throttled);
  };
  return {
    acquireInitialRetryToken: () => Promise.resolve(tokenOf(clock.now(), 0, 0)),
    refreshRetryTokenForRetry(token, info) {
      if (info.errorType === 'THROTTLING') return afterThrottling(token as Token, info);
      if (info.errorType === 'TRANSIENT') return afterFailure(token as Token);
      return Promise.reject(new Error('it would fail again'));
    },
    // Nothing is kept from one request to the next.
    recordSuccess: () => undefined,
  };
}
