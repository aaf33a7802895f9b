import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './test/check-authorizations.ts',
    // A deploy test builds with turbo and runs functions: on a busy machine that takes a while, and a
    // test that hangs is still ended.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Much of it waits for processes and timers, so that two files at once are worth it also where
    // there are only two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Nothing is replaced or kept in modules, and loading them for each file takes as long as many tests.
    isolate: false,
  },
});
