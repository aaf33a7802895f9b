import { defineConfig } from 'vitest/config';

// Its one test builds and deploys: on a busy machine that takes a while.
export default defineConfig({ test: { testTimeout: 600_000, hookTimeout: 600_000 } });
