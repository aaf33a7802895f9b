import { defineConfig } from 'vitest/config';

// Its property tests compute for half a second and more: patience for a busy machine, and never a reason to try again.
export default defineConfig({ test: { testTimeout: 300_000, hookTimeout: 300_000 } });
