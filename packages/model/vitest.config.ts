import { defineConfig } from 'vitest/config';

// Its property tests compute for half a second: patience for a busy machine, and never a reason to try again.
export default defineConfig({ test: { testTimeout: 600_000, hookTimeout: 600_000 } });
