import { defineConfig } from 'vitest/config';

// Everything is pure: files share what they import, and loading it for each took most of the time.
export default defineConfig({ test: { isolate: false } });
