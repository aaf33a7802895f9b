import { defineConfig } from 'vitest/config';

// A deploy test builds with turbo and runs functions: on a busy machine that takes a while, and a
// test that hangs is still ended.
export default defineConfig({ test: { testTimeout: 120_000 } });
