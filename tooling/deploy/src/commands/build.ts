import { rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { artifactFiles, buildArtifact, readArtifact, writeArtifact } from '@tooling/bundle';
import { selectLambdas, UserError, type ArtifactManifest, type Lambda } from '@tooling/core';
import {
  buildLambdas,
  findRoot,
  readBuildLog,
  readLambda,
  readWorkspace,
} from '@tooling/workspace';
import type { CommandInput, RunCommand } from '../command.ts';
import type { Host } from '../host.ts';
import { completeWorkspace } from '../pipeline/run-pipeline.ts';
import { formatBytes } from '../terminal/format-status.ts';
import { progressOf } from '../terminal/progress.ts';

/** The lambda whose directory, or a directory below it, is the current one. */
function currentLambda(root: string, cwd: string): string | undefined {
  const [first, name] = relative(root, cwd).split(sep);
  return first === 'lambdas' ? name : undefined;
}

const describeArtifact = (lambda: string, { zipBytes, unzippedBytes }: ArtifactManifest) =>
  `${lambda}: ${formatBytes(zipBytes)} zipped, ${formatBytes(unzippedBytes)} unzipped\n`;

function print(input: CommandInput, host: Host, lambda: string, manifest: ArtifactManifest): void {
  host.out(
    input.options.json === true
      ? `${JSON.stringify({ type: 'built', lambda, manifest })}\n`
      : describeArtifact(lambda, manifest),
  );
}

/** Bundles one lambda, here and now. This is what turbo caches. */
async function buildOne(input: CommandInput, host: Host, root: string, name: string) {
  const { directory, config } = await readLambda(root, name);
  const lambdaDirectory = join(root, directory);
  // A failed build must not leave the last good artifact to be mistaken for its result.
  await rm(join(lambdaDirectory, artifactFiles.directory), { recursive: true, force: true });
  const artifact = await buildArtifact({
    lambdaDirectory,
    workspaceRoot: root,
    handler: config.handler,
    taskHash: host.env.TURBO_HASH,
  });
  for (const { formatted } of artifact.warnings) host.err(`${formatted}\n`);

  await writeArtifact(lambdaDirectory, artifact);
  print(input, host, name, artifact.manifest);
  return 0;
}

/** Builds lambdas through turbo. */
async function buildMany(input: CommandInput, host: Host, root: string): Promise<number> {
  await completeWorkspace(host, progressOf(input, host).emit);
  const { lambdas } = await readWorkspace(root);
  const selected = selectLambdas(lambdas, input.args);
  const run = await buildLambdas(root, selected, { signal: host.signal });
  if (!run.succeeded) {
    const logs = await Promise.all(selected.map((lambda) => failedLog(root, lambda)));
    throw new UserError('BUILD_FAILED', 'not all lambdas could be built', {
      problems: logs.some((log) => log !== '') ? logs.filter((log) => log !== '') : [run.output],
    });
  }
  for (const { name, directory } of selected) {
    const { manifest } = await readArtifact(join(root, directory), directory);
    print(input, host, name, manifest);
  }
  return 0;
}

/** Empty for a lambda that was built. */
async function failedLog(root: string, { directory }: Lambda): Promise<string> {
  const isBuilt = await readArtifact(join(root, directory)).then(
    () => true,
    () => false,
  );
  return isBuilt ? '' : readBuildLog(root, directory);
}

export const runBuild: RunCommand = async (input, host) => {
  const root = findRoot(host.cwd);
  const current = currentLambda(root, host.cwd);
  if (current === undefined || input.args.length > 0) return buildMany(input, host, root);
  return buildOne(input, host, root, current);
};
