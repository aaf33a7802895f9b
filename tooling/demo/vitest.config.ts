import { defineConfig } from 'vitest/config';

// Its one test builds and deploys: on a busy machine that takes a while.
export default defineConfig({ test: { testTimeout: 300_000, hookTimeout: 300_000 } });
