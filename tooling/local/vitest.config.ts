import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Many tests start processes: patience for a busy machine, and never a reason to try again.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Much of it waits for these processes, so that two files at once are worth it on two cores, too.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Nothing is replaced or kept in modules, and loading them for each file takes half of the time.
    isolate: false,
  },
});
