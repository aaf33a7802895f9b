import { defineConfig } from 'vitest/config';

// Pages are tried in copies of the repository, which are installed, built and deployed from.
export default defineConfig({ test: { testTimeout: 1_200_000, hookTimeout: 1_200_000 } });
