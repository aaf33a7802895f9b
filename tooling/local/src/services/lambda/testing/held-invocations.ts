/** A runner whose invocations end when the test says so. */
export function heldInvocations() {
  const held: (() => void)[] = [];
  const started: (() => void)[] = [];
  return {
    run: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.push(resolve);
      started.shift()?.();
      await promise;
      return {};
    },
    started: () => new Promise<void>((resolve) => started.push(resolve)),
    end: () => held.shift()?.(),
  };
}
