import { createAdaptiveRate } from './adaptive-rate.ts';
import type { Clock } from './clock.ts';
import type { WaitLog } from './wait-log.ts';

/** A request's place in the queue. The lower goes first; among equals the one that came first. */
export interface Place {
  readonly priority: number;
  /** Of the first attempt: a repeated request does not queue up behind all others again. */
  readonly arrival: number;
}

/** Lets requests through at a rate that adapts to what AWS refuses. */
export interface RateLimiter {
  /** Resolves when the request may be sent. */
  take(place: Place): Promise<void>;
  /**
   * Told that AWS refused a request: nothing goes through for as long as it asks, what waits already
   * included, and then at a lower rate, which rises again slowly.
   *
   * @param sentMs - when the refused request was sent
   */
  throttled(sentMs: number, retryAfterMs: number): void;
}

export interface Limit {
  /** Of whom, as it stands in reports. */
  readonly quota: string;
  readonly perSecond: number;
  /** Whether requests are spaced from the beginning, or only after the first refusal. */
  readonly isOn: boolean;
}

interface Waiter extends Place {
  readonly release: () => void;
}

// Of the second's worth that AWS lets through at once some is left: on their way requests come
// closer together than they were sent.
const burstShare = 0.8;
/** Rounding of the clock must not cost another turn. */
const nearlyOne = 1 - 1e-6;

export function createRateLimiter(
  { quota, perSecond, isOn }: Limit,
  clock: Clock,
  waits: WaitLog,
): RateLimiter {
  const rate = createAdaptiveRate(perSecond);
  const fullBurst = Math.max(1, Math.floor(perSecond * burstShare));
  const queue: Waiter[] = [];
  let spaces = isOn;
  let isPumping = false;
  let tokens = fullBurst;
  let filledMs = clock.now();
  let pausedUntilMs = Number.NEGATIVE_INFINITY;

  const isThrottled = (nowMs: number) => nowMs < pausedUntilMs || rate.at(nowMs) < perSecond;
  const fill = (nowMs: number) => {
    // While others use the quota too, nobody knows that a second's worth is there.
    const burst = isThrottled(nowMs) ? 1 : fullBurst;
    const added = (Math.max(0, nowMs - filledMs) / 1000) * rate.at(nowMs);
    tokens = Math.min(burst, tokens + added);
    filledMs = Math.max(filledMs, nowMs);
  };
  const waitMs = (nowMs: number) => {
    if (nowMs < pausedUntilMs) return pausedUntilMs - nowMs;
    return tokens >= nearlyOne ? 0 : ((1 - tokens) / rate.at(nowMs)) * 1000;
  };
  /** One loop for all that wait: what a pause puts off, it puts off for each of them. */
  const pump = async () => {
    isPumping = true;
    while (queue.length > 0) {
      const nowMs = clock.now();
      fill(nowMs);
      const milliseconds = waitMs(nowMs);
      if (milliseconds > 0) {
        const reason = isThrottled(nowMs) ? 'throttled' : 'quota';
        await clock.sleep(milliseconds);
        waits.add({ reason, quota }, clock.now() - nowMs, 0);
      } else {
        tokens -= 1;
        takeFirst(queue)?.release();
      }
    }
    isPumping = false;
  };

  return {
    take(place) {
      if (!spaces) return Promise.resolve();
      const nowMs = clock.now();
      fill(nowMs);
      if (queue.length === 0 && waitMs(nowMs) === 0) {
        tokens -= 1;
        return Promise.resolve();
      }
      // What was throttled is counted by its refusals.
      if (!isThrottled(nowMs)) waits.add({ reason: 'quota', quota }, 0, 1);
      const { promise, resolve } = Promise.withResolvers<void>();
      queue.push({ ...place, release: resolve });
      if (!isPumping) void pump();
      return promise;
    },
    throttled(sentMs, retryAfterMs) {
      const nowMs = clock.now();
      spaces = true;
      fill(nowMs);
      rate.lower(nowMs, sentMs);
      pausedUntilMs = Math.max(pausedUntilMs, nowMs + retryAfterMs);
      tokens = 0;
      filledMs = pausedUntilMs;
    },
  };
}

function takeFirst(queue: Waiter[]): Waiter | undefined {
  let first = 0;
  for (let index = 1; index < queue.length; index += 1) {
    const [one, other] = [queue[index], queue[first]];
    if (one === undefined || other === undefined) continue;
    if (
      one.priority < other.priority ||
      (one.priority === other.priority && one.arrival < other.arrival)
    )
      first = index;
  }
  return queue.splice(first, 1)[0];
}
