import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// A deploy test builds with turbo and runs functions: on a busy machine that takes a while, and a
// test that hangs is still ended. Much of it waits for processes and timers, so that two files at
// once are worth it also where there are only two cores.
export default defineConfig({
  test: {
    globalSetup: './test/check-authorizations.ts',
    testTimeout: 120_000,
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
