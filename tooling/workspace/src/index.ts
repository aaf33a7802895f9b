export {
  buildLambdas,
  readBuildLog,
  type BuildLambdasOptions,
  type BuildRun,
} from './build-lambdas.ts';
export { checkOutCommit, isInHistory, type CheckedOut } from './check-out-commit.ts';
export { compareCommits } from './compare-commits.ts';
export { findRoot } from './find-root.ts';
export { installFrozen } from './install-frozen.ts';
export { changedFilesSince, readCommit } from './git.ts';
export { readLockfileDigest } from './read-lockfile-digest.ts';
export { readAncestry } from './read-ancestry.ts';
export { readTaskGraph, type TaskGraph } from './read-task-graph.ts';
export { readBuildConfig, type BuildConfig } from './read-build-config.ts';
export {
  readWorkspace,
  readWorkspaceNames,
  type Workspace,
  type WorkspaceNames,
} from './read-workspace.ts';
export { writeMissingManifests } from './write-missing-manifests.ts';
