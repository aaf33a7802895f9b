import { defineConfig } from 'vite';

/** Builds the page: `pnpm --filter @tooling/console run page`. */
export default defineConfig({
  root: `${import.meta.dirname}/src/page`,
  base: '/_console/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `${import.meta.dirname}/dist/page`,
    // The page is built anew while it is served: what was loaded of the one before finds its files.
    emptyOutDir: false,
    // Every browser that a developer has; nothing is written for older ones.
    target: 'es2023',
    cssTarget: 'es2023',
    // Files of their own always: the Content-Security-Policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
