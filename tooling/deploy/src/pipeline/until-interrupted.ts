import { UserError } from '@tooling/core';

/**
 * Waits for something that may be left in the middle; Ctrl-C ends the waiting, not the thing.
 *
 * @param message - of the error, where more than that can be said
 * @throws UserError INTERRUPTED
 */
export async function untilInterrupted<Value>(
  signal: AbortSignal,
  promise: Promise<Value>,
  message = 'interrupted',
): Promise<Value> {
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  const interrupt = () => {
    reject(new UserError('INTERRUPTED', message));
  };
  if (signal.aborted) interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await Promise.race([promise, interrupted]);
  } finally {
    signal.removeEventListener('abort', interrupt);
    // Whichever comes second has nobody left who waits for it.
    promise.catch(() => undefined);
    interrupted.catch(() => undefined);
  }
}
