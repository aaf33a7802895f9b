import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Configuration files are imported by Node itself, as in the command: vite would accept more.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Many tests start git or turbo: patience for a busy machine, and never a reason to try again.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Nothing is replaced or kept in modules: files share what they import.
    isolate: false,
  },
});
