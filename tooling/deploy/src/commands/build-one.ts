import { join } from 'node:path';
import { buildArtifact, writeArtifact, writeBuildFailure } from '@tooling/bundle';
import type { ArtifactManifest } from '@tooling/core';
import { describeFailure } from '@tooling/core/build';
import { readBuildConfig } from '@tooling/workspace/build';
import type { Host } from '../host.ts';

/**
 * Bundles one lambda, here and now: the build task that turbo caches. What runs here is part of every
 * lambda's hash (turbo.json names this file), so nothing else belongs here.
 *
 * A failure is left in dist/ besides, for the command that started turbo. The last good artifact stays
 * until there is a new one, since another command may be reading it; it carries another hash.
 *
 * @param directory - of the lambda, from the root
 */
export async function buildOne(
  root: string,
  directory: string,
  host: Host,
): Promise<ArtifactManifest> {
  const lambdaDirectory = join(root, directory);
  const taskHash = host.env.TURBO_HASH;
  try {
    const artifact = await buildArtifact({
      lambdaDirectory,
      workspaceRoot: root,
      ...(await readBuildConfig(root, directory)),
      taskHash,
    });
    for (const { formatted } of artifact.warnings) host.err(`${formatted}\n`);
    await writeArtifact(lambdaDirectory, artifact);
    return artifact.manifest;
  } catch (error) {
    if (taskHash !== undefined) {
      const writing = writeBuildFailure(lambdaDirectory, describeFailure(error), taskHash);
      // A dist/ that cannot be written is the lesser failure: it must not hide the first one.
      await writing.catch(() => undefined);
    }
    throw error;
  }
}
