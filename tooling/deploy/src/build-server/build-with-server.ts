import type { Lambda } from '@tooling/core';
import { buildLambdas, type BuildLambdasOptions, type BuildRun } from '@tooling/workspace';
import { startBuildServer } from './start-build-server.ts';

/** For fewer, the start of a server takes longer than it saves. */
const worthwhile = 4;

/** Builds lambdas through turbo, whose tasks have one process do it for all of them. */
export async function buildWithServer(
  root: string,
  lambdas: readonly Pick<Lambda, 'packageName'>[],
  options: BuildLambdasOptions,
): Promise<BuildRun> {
  if (lambdas.length < worthwhile) return buildLambdas(root, lambdas, options);
  await using server = await startBuildServer(process.env);
  return await buildLambdas(root, lambdas, { ...options, environment: server.environment });
}
