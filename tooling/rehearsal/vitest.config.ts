import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// A scenario runs whole workflows: on a busy machine that takes a while, and one that hangs is still
// ended. Much of it waits for processes, so that two files at once are worth it on two cores.
export default defineConfig({
  test: {
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
