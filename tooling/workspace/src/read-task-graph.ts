import { UserError, type DependencyGraph, type Lambda } from '@tooling/core';
import { z } from 'zod';
import { localCacheOnly, runTurbo } from './turbo.ts';

const drySchema = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      hash: z.string(),
      directory: z.string(),
      dependencies: z.array(z.string()),
    }),
  ),
});

type Tasks = z.infer<typeof drySchema>['tasks'];

/** What turbo knows of the lambdas and of what they are made of. */
export interface TaskGraph {
  /** turbo's hash of the build, by package name. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly dependencies: DependencyGraph;
}

/** Which packages a package depends on, both as directories; without the tooling that builds them. */
function dependenciesOf(tasks: Tasks): DependencyGraph {
  const directories = new Map(
    tasks.flatMap(({ taskId, directory }) => {
      const path = directory.replaceAll('\\', '/');
      return /^(?:lambdas|packages)\//.test(path) ? [[taskId, path] as const] : [];
    }),
  );
  return Object.fromEntries(
    tasks.flatMap(({ taskId, dependencies }) => {
      const directory = directories.get(taskId);
      if (directory === undefined) return [];
      return [[directory, dependencies.flatMap((task) => directories.get(task) ?? []).sort()]];
    }),
  );
}

/**
 * turbo's hash of each lambda's build: sources, internal dependencies, its part of the lockfile and
 * the bundler; and which packages they are made of. Builds nothing.
 *
 * @throws UserError WORKSPACE_INVALID with turbo's own words
 */
export async function readTaskGraph(
  root: string,
  lambdas: readonly Lambda[],
  signal?: AbortSignal,
): Promise<TaskGraph> {
  if (lambdas.length === 0) return { hashes: new Map(), dependencies: {} };
  const args = ['run', 'build', '--dry=json', '--filter=./lambdas/*'];
  // turbo would ask a remote cache for every lambda, and only hashes are wanted.
  const options = { signal, environment: localCacheOnly };
  const { exitCode, stdout, stderr } = await runTurbo(root, args, options);
  if (exitCode !== 0) {
    throw new UserError('WORKSPACE_INVALID', 'turbo cannot read the workspace', {
      problems: stderr.split('\n').filter((line) => line.trim() !== ''),
    });
  }
  const { tasks } = drySchema.parse(JSON.parse(stdout));
  const hashes = new Map(tasks.map(({ taskId, hash }) => [taskId, hash]));
  const found = new Map(
    lambdas.map(({ packageName, directory }) => {
      const hash = hashes.get(`${packageName}#build`);
      if (hash !== undefined) return [packageName, hash];
      throw new UserError('WORKSPACE_INVALID', `turbo does not know ${packageName}`, {
        hint: `is ${directory} covered by \`packages\` in pnpm-workspace.yaml?`,
      });
    }),
  );
  return { hashes: found, dependencies: dependenciesOf(tasks) };
}
