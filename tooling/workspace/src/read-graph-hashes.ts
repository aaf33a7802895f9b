import { UserError, type Lambda } from '@tooling/core';
import { z } from 'zod';
import { runTurbo } from './turbo.ts';

const drySchema = z.object({
  tasks: z.array(z.object({ taskId: z.string(), hash: z.string() })),
});

/**
 * turbo's hash of each lambda's build: sources, internal dependencies, its part of the lockfile and
 * the bundler. Builds nothing.
 *
 * @returns hash by package name
 * @throws UserError WORKSPACE_INVALID with turbo's own words
 */
export async function readGraphHashes(
  root: string,
  lambdas: readonly Lambda[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (lambdas.length === 0) return new Map();
  const args = ['run', 'build', '--dry=json', '--filter=./lambdas/*'];
  const { exitCode, stdout, stderr } = await runTurbo(root, args, signal);
  if (exitCode !== 0) {
    throw new UserError('WORKSPACE_INVALID', 'turbo cannot read the workspace', {
      problems: stderr.split('\n').filter((line) => line.trim() !== ''),
    });
  }
  const { tasks } = drySchema.parse(JSON.parse(stdout));
  const hashes = new Map(tasks.map(({ taskId, hash }) => [taskId, hash]));
  return new Map(
    lambdas.map(({ packageName, directory }) => {
      const hash = hashes.get(`${packageName}#build`);
      if (hash !== undefined) return [packageName, hash];
      throw new UserError('WORKSPACE_INVALID', `turbo does not know ${packageName}`, {
        hint: `is ${directory} covered by \`packages\` in pnpm-workspace.yaml?`,
      });
    }),
  );
}
