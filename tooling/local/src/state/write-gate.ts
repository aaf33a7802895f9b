/** What every write passes before it begins. */
export interface WriteGate {
  /** While everything is being dropped: what a write must wait for. */
  readonly shut: Promise<void> | undefined;
  /** Fails when there is nothing to write to any more. */
  readonly check: () => void;
  /** Keeps new writes waiting until `run` has ended; runs of several callers follow each other. */
  whileShut(run: () => Promise<void>): Promise<void>;
}

export function createWriteGate(check: () => void = () => {}): WriteGate {
  let shut: Promise<void> | undefined;
  return {
    get shut() {
      return shut;
    },
    check,
    async whileShut(run) {
      while (shut !== undefined) await shut;
      const open = Promise.withResolvers<void>();
      shut = open.promise;
      try {
        await run();
      } finally {
        shut = undefined;
        open.resolve();
      }
    },
  };
}
