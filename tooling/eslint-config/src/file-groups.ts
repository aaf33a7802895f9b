/** Every source file, TypeScript and JavaScript. */
export const sources = '**/*.{ts,tsx,mts,cts,js,mjs,cjs}';

export const typescriptFiles = ['**/*.{ts,tsx,mts,cts}'];

/** A lambda may be plain JavaScript, written by somebody who has never seen this configuration. */
export const javascriptFiles = ['**/*.{js,mjs,cjs}'];

export const testFiles = ['**/*.test.{ts,mts}'];

/** What tests share, and the programs that they start. */
export const testSupportFiles = ['*/*/test/**', '*/*/src/**/testing/**', '*/*/src/**/testing.ts'];

/** Configuration is exported as default: each tool expects that of its file. */
export const configFiles = ['**/*.config.{ts,mts}', 'knip.ts'];

/** Programs that somebody starts: they own the process, print, and make the clock. */
export const entryFiles = [
  'tooling/*/src/main.ts',
  // What a page does by itself begins here.
  'tooling/*/src/page/main.tsx',
  // Programs of their own, started by their path.
  'tooling/*/src/*/*.mjs',
  'tooling/*/src/**/benchmark.ts',
  'tooling/*/scripts/**',
  'scripts/**',
];

/** What renders events for a person: prints, but is told the time. */
export const terminalFiles = ['tooling/deploy/src/terminal/**'];

/** What nobody wrote, or what is wrong on purpose. */
export const ignoredFiles = [
  '**/node_modules/**',
  '**/dist/**',
  '**/coverage/**',
  '**/fixtures/**',
  '.local/**',
  '**/.turbo/**',
];
