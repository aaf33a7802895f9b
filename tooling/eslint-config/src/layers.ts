/** A part of the repository whose imports are limited. */
export interface Layer {
  /** Glob of its directories, from the root. */
  readonly directory: string;
  /** Workspace packages that it may import; `*` stands for one name. */
  readonly mayImport: readonly string[];
  /** Guarded libraries that it may import: see `guardedLibraries`. */
  readonly mayUse?: readonly GuardedLibrary[];
  /** Guarded libraries that only its tests may import. */
  readonly testsMayUse?: readonly GuardedLibrary[];
}

/**
 * Libraries that belong to some layers alone, each as a regular expression over what is imported.
 *
 * One package bundles and two speak to AWS: whoever replaces either has one place to do it.
 */
export const guardedLibraries = {
  esbuild: '^esbuild(/|$)',
  awsSdk: '^@aws-sdk/',
} as const;

export type GuardedLibrary = keyof typeof guardedLibraries;

/**
 * Which way imports go: ARCHITECTURE.md has the picture. A directory that is not listed here may
 * import no package of this workspace.
 */
export const layers: readonly Layer[] = [
  { directory: 'lambdas/*', mayImport: ['@packages/*'], mayUse: ['awsSdk'] },
  { directory: 'packages/*', mayImport: ['@packages/*'], mayUse: ['awsSdk'] },
  { directory: 'tooling/*', mayImport: [] },
  { directory: 'tooling/core', mayImport: [] },
  { directory: 'tooling/workspace', mayImport: ['@tooling/core'] },
  { directory: 'tooling/bundle', mayImport: ['@tooling/core'], mayUse: ['esbuild'] },
  { directory: 'tooling/aws', mayImport: ['@tooling/core'], mayUse: ['awsSdk'] },
  {
    directory: 'tooling/local',
    mayImport: ['@tooling/core', '@tooling/workspace', '@tooling/bundle', '@tooling/aws'],
    mayUse: ['awsSdk'],
  },
  {
    directory: 'tooling/console',
    mayImport: ['@tooling/core', '@tooling/workspace', '@tooling/bundle', '@tooling/aws'],
  },
  {
    directory: 'tooling/deploy',
    mayImport: [
      '@tooling/core',
      '@tooling/workspace',
      '@tooling/bundle',
      '@tooling/aws',
      '@tooling/local',
      '@tooling/console',
    ],
    // They look at what is live with AWS's own client, past the code that they test.
    testsMayUse: ['awsSdk'],
  },
  { directory: 'tooling/cache', mayImport: [] },
  // Reads the pages and the examples of all others as data; of the command it asks what there is.
  { directory: 'tooling/docs', mayImport: ['@tooling/deploy'] },
  {
    // Plays the lambdas as whoever uploads and calls does; the data set is the packages'.
    directory: 'tooling/demo',
    mayImport: ['@tooling/core', '@tooling/local', '@tooling/deploy', '@packages/*'],
    mayUse: ['awsSdk'],
  },
  {
    directory: 'tooling/bench',
    mayImport: [
      '@tooling/core',
      '@tooling/workspace',
      '@tooling/bundle',
      '@tooling/aws',
      '@tooling/local',
      '@tooling/deploy',
      '@tooling/cache',
    ],
  },
  {
    // Runs the workflows of .github against the local AWS, whose credentials it fetches as a runner does.
    directory: 'tooling/rehearsal',
    mayImport: ['@tooling/core', '@tooling/local', '@tooling/deploy'],
    mayUse: ['awsSdk'],
  },
];
