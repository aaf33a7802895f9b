import { join } from 'node:path';
import { readArtifact, readBuildFailure } from '@tooling/bundle';
import {
  describeFailure,
  errorCatalogue,
  UserError,
  type ErrorCode,
  type Failure,
  type Lambda,
} from '@tooling/core';
import { readBuildLog, readTaskGraph, type BuildRun } from '@tooling/workspace';

interface FailedBuild {
  readonly directory: string;
  readonly failure: Failure;
}

async function isBuilt(root: string, directory: string, hash: string | undefined) {
  try {
    const { manifest } = await readArtifact(join(root, directory), directory);
    return manifest.taskHash === hash;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** What a build itself says; of one that could say nothing its log, else turbo's words. */
async function findFailure(
  root: string,
  { packageName, directory }: Lambda,
  hashes: ReadonlyMap<string, string>,
  run: BuildRun,
): Promise<readonly FailedBuild[]> {
  const hash = hashes.get(packageName);
  const told = hash === undefined ? undefined : await readBuildFailure(root, directory, hash);
  if (told !== undefined) return [{ directory, failure: told }];
  if (await isBuilt(root, directory, hash)) return [];
  const log = (await readBuildLog(root, directory)) || run.output;
  const problems = log.split('\n').filter((line) => line.trim() !== '');
  const error = new UserError('BUILD_FAILED', `${directory} could not be built`, { problems });
  return [{ directory, failure: describeFailure(error) }];
}

/** As the build itself would have failed, with the lambda's directory where its words lack it. */
function toError({ directory, failure }: FailedBuild): UserError {
  const { code, message, problems, hint } = failure;
  const text = message.includes(directory) ? message : `${directory}: ${message}`;
  const isKnown = (name: string): name is ErrorCode => Object.hasOwn(errorCatalogue, name);
  const known = isKnown(code) ? code : 'BUILD_FAILED';
  return new UserError(known, text, { subject: directory, problems, hint });
}

/** Several failures below each other, each with its own remedy. */
function describeError({ code, message, problems, hint }: UserError): string {
  const lines = [...problems.flatMap((problem) => problem.split('\n')), `→ ${hint}`];
  return [`${code}  ${message}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Why not all lambdas could be built: the very error of the one that failed, or all of them in one. */
export async function explainBuilds(
  root: string,
  lambdas: readonly Lambda[],
  run: BuildRun,
): Promise<UserError> {
  const { hashes } = await readTaskGraph(root, lambdas);
  const failed = await Promise.all(lambdas.map((one) => findFailure(root, one, hashes, run)));
  const errors = failed.flat().map(toError);
  const [first] = errors;
  if (first !== undefined && errors.length === 1) return first;
  const count = `${errors.length} of ${lambdas.length} lambdas could not be built`;
  return new UserError('BUILD_FAILED', count, {
    problems: errors.length === 0 ? [run.output] : errors.map(describeError),
    hint: 'fix each at the place shown, then run the same command again',
  });
}
