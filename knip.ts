import type { KnipConfig } from 'knip';

/** What nobody uses: files, exports, dependencies. What a package exports counts as used. */
const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: ['deploy.config.ts', 'scripts/*.ts'],
      project: ['*.ts', 'scripts/**/*.ts'],
      // Programs that scripts find on their PATH.
      ignoreDependencies: ['node', 'pnpm'],
    },
    'lambdas/*': {
      entry: ['{index,lambda.config}.{ts,mts,js,mjs,cjs}', '**/*.test.{ts,mts,js,mjs,cjs}'],
      project: ['**/*.{ts,mts,js,mjs,cjs}'],
    },
    'packages/*': { entry: ['src/**/*.test.ts'], project: ['src/**/*.ts'] },
    'tooling/*': {
      // The last are programs, started by their path.
      entry: [
        '{src/**/*.test,src/**/benchmark,scripts/*}.ts',
        'src/page/main.tsx',
        'scripts/*.mjs',
        '{test,src/**/testing}/**/*.{ts,mjs,cjs}',
        'src/**/*.{mjs,cjs}',
      ],
      project: ['{src,scripts,test}/**/*.{ts,tsx,mjs,cjs}'],
    },
  },
  // One package of the tooling owns these for all: see publicHoistPattern in pnpm-workspace.yaml.
  // The runtime client and the cache server are never imported, but looked up and run.
  // The native package is imported by a lambda that a test writes.
  // The types of events come with @types/aws-lambda, hoisted for all lambdas.
  ignoreDependencies: [
    'vitest',
    'aws-lambda-ric',
    'aws-lambda-ric-3',
    'turborepo-remote-cache',
    'aws-lambda',
    '@node-rs/crc32',
  ],
  // prlimit is Linux's: the test that needs it is skipped elsewhere.
  ignoreBinaries: ['lambda', 'vitest', 'prlimit'],
};

export default config;
