import type { StartedLambda } from './start-lambda.ts';

/** Waits that end when the test lets the time pass. */
export function manualWait() {
  const waits: { readonly ms: number; readonly resolve: () => void }[] = [];
  const asked: (() => void)[] = [];
  return {
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        waits.push({ ms, resolve });
        asked.shift()?.();
      }),
    /** Settles when something waits, with how long it does. */
    async waiting(): Promise<number> {
      if (waits.length === 0) await new Promise<void>((resolve) => asked.push(resolve));
      return waits[0]?.ms ?? 0;
    },
    /** Lets the first wait end, and as much time pass as it took. */
    pass(clock: StartedLambda['clock']) {
      const first = waits.shift();
      clock.nowMs += first?.ms ?? 0;
      first?.resolve();
    },
  };
}
