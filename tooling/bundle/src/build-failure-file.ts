import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Failure } from '@tooling/core';
import { artifactFiles, failureFile, makeDist, replaceFiles } from './dist-directory.ts';

/**
 * Leaves in `dist/failure.json` why a build failed, for the command that started it through turbo:
 * turbo hands on words only. The next `writeArtifact` removes it.
 *
 * @param taskHash - turbo's hash of the build task: TURBO_HASH of its environment
 */
export async function writeBuildFailure(
  lambdaDirectory: string,
  failure: Failure,
  taskHash: string,
): Promise<void> {
  const directory = await makeDist(lambdaDirectory);
  const text = `${JSON.stringify({ taskHash, failure }, undefined, 2)}\n`;
  await replaceFiles(directory, { [failureFile]: text });
}

/**
 * Why the build of a lambda failed: with the code, problems and hint of the place that failed.
 *
 * @param root - of the repository
 * @param directory - of the lambda, from the root
 * @param taskHash - of the build that is meant; what another one left is not its answer
 * @returns undefined when that build did not fail, or ended before it could say why
 */
export async function readBuildFailure(
  root: string,
  directory: string,
  taskHash: string,
): Promise<Failure | undefined> {
  const file = path.join(root, directory, artifactFiles.directory, failureFile);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { failureSchema } = await import('./failure-schema.ts');
  const { data } = failureSchema.safeParse(parseJson(text));
  return data?.taskHash === taskHash ? data.failure : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
