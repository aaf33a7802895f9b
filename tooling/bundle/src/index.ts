export {
  buildArtifact,
  digestOf,
  type Artifact,
  type ArtifactOptions,
  type BuiltArtifact,
} from './build-artifact.ts';
export { readBuildFailure, writeBuildFailure } from './build-failure-file.ts';
export type { Bundle, BundleFile, BuildWarning } from './bundle.ts';
export { bundleLambda } from './bundle-lambda.ts';
export type { ModuleFormat } from './decide-format.ts';
export { compareZips } from './compare-zips.ts';
export { createDevBundler, type DevBundler } from './dev/dev-bundler.ts';
export type { DevCode, DevFailure } from './dev/dev-lambda.ts';
export { watchFiles, type FileChange, type FileWatcher } from './dev/watch-files.ts';
export { artifactFiles } from './dist-directory.ts';
export type { NodeTarget } from './esbuild-options.ts';
export { entryNames, findEntry } from './find-entry.ts';
export type { BundleOptions } from './lambda-request.ts';
export { keepCheckIgnore } from './list-ignored.ts';
export { readBundledPackages, type BundledPackage } from './read-bundled-packages.ts';
export { readArtifact, readManifest } from './read-artifact.ts';
export { writeArtifact } from './write-artifact.ts';
export { zipFiles } from './zip-files.ts';
