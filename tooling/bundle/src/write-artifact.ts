import type { Artifact } from './build-artifact.ts';
import { artifactFiles, keepOnly, makeDist, replaceFiles } from './dist-directory.ts';

/**
 * Writes `dist/function.zip` and `dist/manifest.json`, and removes everything else from `dist`.
 *
 * Until then the last artifact stays as it is, for whoever reads it meanwhile. Each file appears whole
 * or not at all, and the manifest is there before the zip is: whenever this is killed, `readArtifact`
 * finds an artifact, the last one or this.
 */
export async function writeArtifact(lambdaDirectory: string, artifact: Artifact): Promise<void> {
  const { zip, manifest } = artifactFiles;
  const directory = await makeDist(lambdaDirectory);
  await replaceFiles(directory, {
    [zip]: artifact.zip,
    [manifest]: `${JSON.stringify(artifact.manifest, undefined, 2)}\n`,
  });
  await keepOnly(directory, [zip, manifest]);
}
