import { defineConfig } from 'vitest/config';

// Many tests start processes: patience for a busy machine, and never a reason to try again.
export default defineConfig({ test: { testTimeout: 600_000, hookTimeout: 600_000 } });
