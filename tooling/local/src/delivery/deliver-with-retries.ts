import { AwsError } from '../aws-error.ts';
import type { LocalClock } from '../clock/local-clock.ts';
import type { Delivery, Message } from './delivery.ts';

export interface RetryRules {
  /** After the first attempt. */
  readonly maximumRetries: number;
  readonly maximumAgeMs: number;
  /** Before a retry: 1 is the first. */
  readonly delayMs: (retry: number) => number;
  /** Errors after which another attempt is worth it. Left out: throttling, and the receiver's failures. */
  readonly isPassing?: ((error: AwsError) => boolean) | undefined;
}

/** Why nothing more is tried. */
export interface Loss {
  readonly error: AwsError;
  /** Which rule ended it; absent when trying again would not have helped. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | undefined;
  readonly retries: number;
}

export interface DeliveryOrder {
  readonly message: Message;
  readonly rules: RetryRules;
  /** What becomes of a message that cannot be delivered. */
  readonly onLost: (loss: Loss) => Promise<void>;
}

export interface DeliveryWorld {
  readonly clock: LocalClock;
  readonly delivery: Delivery;
  readonly report: (error: unknown) => void;
}

/**
 * Sends something until it arrives, or the rules say that it is enough. Nobody waits for it: what it
 * fails with is reported. An answer that would be the same next time is not asked for again.
 */
export function deliverWithRetries(world: DeliveryWorld, order: DeliveryOrder): void {
  const { clock, report } = world;
  const startMs = clock.now().getTime();
  void clock.during(attempt(world, order, { retries: 0, startMs }).catch(report));
}

interface Progress {
  readonly retries: number;
  readonly startMs: number;
}

async function attempt(
  world: DeliveryWorld,
  order: DeliveryOrder,
  { retries, startMs }: Progress,
): Promise<void> {
  const { clock, delivery } = world;
  const { rules, onLost } = order;
  try {
    await delivery.receive(order.message);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (!(rules.isPassing ?? mayPass)(error)) return onLost({ error, retries });
    if (retries >= rules.maximumRetries) {
      return onLost({ error, retries, exhausted: 'MaximumRetryAttempts' });
    }
    const nextMs = clock.now().getTime() + rules.delayMs(retries + 1);
    if (nextMs - startMs > rules.maximumAgeMs) {
      return onLost({ error, retries, exhausted: 'MaximumEventAgeInSeconds' });
    }
    clock.at(nextMs, () => attempt(world, order, { retries: retries + 1, startMs }));
  }
}

/** Throttling, and failures of the receiver: not what is forbidden, missing or not implemented. */
function mayPass({ status }: AwsError): boolean {
  return status === 429 || (status >= 500 && status !== 501);
}
