export {
  buildArtifact,
  digestOf,
  type Artifact,
  type ArtifactOptions,
  type BuiltArtifact,
} from './build-artifact.ts';
export { readBuildFailure, writeBuildFailure } from './build-failure-file.ts';
export type { Bundle, BundleFile, BuildWarning } from './bundle.ts';
export { bundleLambda, type BundleOptions } from './bundle-lambda.ts';
export type { ModuleFormat } from './decide-format.ts';
export { compareZips } from './compare-zips.ts';
export { artifactFiles } from './dist-directory.ts';
export type { NodeTarget } from './esbuild-options.ts';
export { entryNames, findEntry } from './find-entry.ts';
export { keepCheckIgnore } from './list-ignored.ts';
export { readBundledPackages, type BundledPackage } from './read-bundled-packages.ts';
export { readArtifact, readManifest } from './read-artifact.ts';
export { writeArtifact } from './write-artifact.ts';
export { zipFiles } from './zip-files.ts';
