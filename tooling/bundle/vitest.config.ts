import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Many tests start processes: patience for a busy machine, and never a reason to try again.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Nothing is replaced or kept in modules: files share what they import.
    isolate: false,
  },
});
