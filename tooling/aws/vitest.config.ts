import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Patience for a busy machine, and never a reason to try again.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Nothing is replaced or kept in modules, and loading them for each file takes longer than the tests.
    isolate: false,
  },
});
