import type { Artifact } from './build-artifact.ts';
import { artifactFiles, keepOnly, makeDist, replaceFiles } from './dist-directory.ts';

/**
 * Writes `dist/function.zip` and `dist/manifest.json`, and removes everything else from `dist`.
 *
 * Until then the last artifact stays as it is, for whoever reads it meanwhile. Each file appears whole
 * or not at all; a kill between the two leaves a zip and a manifest that disagree, which
 * `readArtifact` refuses.
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
