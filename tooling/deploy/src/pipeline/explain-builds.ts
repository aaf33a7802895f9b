import {
  errorCatalogue,
  UserError,
  type ErrorCode,
  type Failure,
  type Lambda,
} from '@tooling/core';
import { readTaskGraph, type BuildRun } from '@tooling/workspace';
import { explainBuild, readBuilt } from './explain-build.ts';

/** As the build itself would have failed. */
function toError(directory: string, { code, message, problems, hint }: Failure): UserError {
  const isKnown = (name: string): name is ErrorCode => Object.hasOwn(errorCatalogue, name);
  const known = isKnown(code) ? code : 'BUILD_FAILED';
  return new UserError(known, message, { subject: directory, problems, hint });
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
  const failed = await Promise.all(
    lambdas.map(async ({ packageName, directory }) => {
      const task = { root, directory, hash: hashes.get(packageName) };
      if ((await readBuilt(task)) !== undefined) return [];
      return [toError(directory, await explainBuild(task, run))];
    }),
  );
  const errors = failed.flat();
  const [first] = errors;
  if (first !== undefined && errors.length === 1) return first;
  const count = `${errors.length} of ${lambdas.length} lambdas could not be built`;
  return new UserError('BUILD_FAILED', count, {
    problems: errors.length === 0 ? [run.output] : errors.map(describeError),
    hint: 'fix each at the place shown, then run the same command again',
  });
}
