import { join } from 'node:path';
import { readArtifact, readBuildFailure } from '@tooling/bundle';
import { describeFailure, UserError, type ArtifactManifest, type Failure } from '@tooling/core';
import { readBuildLog, type BuildRun } from '@tooling/workspace';

/** A build task of turbo's. */
export interface BuildTask {
  readonly root: string;
  /** Of the lambda, from the root. */
  readonly directory: string;
  /** turbo's hash of the task; absent when it has none any more. */
  readonly hash: string | undefined;
}

/** The manifest in dist/, if it is what this very task was to build. */
export async function readBuilt({
  root,
  directory,
  hash,
}: BuildTask): Promise<ArtifactManifest | undefined> {
  try {
    const { manifest } = await readArtifact(join(root, directory), directory);
    return manifest.taskHash === hash ? manifest : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What the build itself said; where it said nothing, its log, and turbo's words at last. */
export async function explainBuild(task: BuildTask, run: BuildRun): Promise<Failure> {
  const { root, directory, hash } = task;
  const told = hash === undefined ? undefined : await readBuildFailure(root, directory, hash);
  if (told !== undefined) {
    const isNamed = told.message.includes(directory);
    return isNamed ? told : { ...told, message: `${directory}: ${told.message}` };
  }
  if (run.succeeded) {
    const message = `${directory} changed while it was built`;
    const hint = 'run the same command again';
    return describeFailure(new UserError('BUILD_FAILED', message, { subject: directory, hint }));
  }
  const log = await readBuildLog(root, directory);
  const text = log.trim() === '' ? run.output : log;
  return describeFailure(
    new UserError('BUILD_FAILED', `${directory} could not be built`, {
      subject: directory,
      problems: text.split('\n').filter((line) => line.trim() !== ''),
    }),
  );
}
