/** What a build needs of the workspace: see the same file of the core. */
export { findRoot } from './find-root.ts';
export { findTurbo } from './find-turbo.ts';
export { readBuildConfig, type BuildConfig } from './read-build-config.ts';
