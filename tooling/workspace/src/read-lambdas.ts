import { isImageLambda, lambdaConfigSchema, type Lambda } from '@tooling/core';
import {
  checkNoEntry,
  entryOf,
  listLambdaDirectories,
  type LambdaDirectory,
} from './list-lambda-directories.ts';
import { loadConfig } from './load-config.ts';
import { checkManifest, checkUniqueNames, readManifest, type Manifest } from './read-manifest.ts';
import { readSmokeTests } from './read-smoke-tests.ts';
import { settleAll } from './settle-all.ts';

async function toLambda(
  root: string,
  { name, directory, ...rest }: LambdaDirectory,
  manifest: Manifest,
): Promise<Lambda> {
  const reading = [
    loadConfig(root, directory, 'lambda.config', lambdaConfigSchema),
    readSmokeTests(root, { name, directory, ...rest }),
  ] as const;
  await settleAll<unknown>(reading);
  const [config, smokeTests] = await Promise.all(reading);
  const isImage = isImageLambda({ config: config ?? {} });
  if (isImage) checkNoEntry({ name, directory, ...rest });
  else entryOf({ name, directory, ...rest });
  checkManifest(manifest, { directoryName: name, isBuilt: !isImage });
  return {
    name,
    packageName: manifest.name,
    packageVersion: manifest.version,
    directory,
    config: config ?? {},
    smokeTests,
  };
}

/**
 * Reads all lambdas of the repository, sorted by name.
 *
 * @throws UserError with the problems of all lambdas at once
 */
export async function readLambdas(root: string): Promise<readonly Lambda[]> {
  const directories = await listLambdaDirectories(root);
  const manifests = await settleAll(directories.map((directory) => readManifest(root, directory)));
  checkUniqueNames(manifests);
  return settleAll(
    directories.map((directory, index) => {
      const manifest = manifests[index];
      if (manifest === undefined) throw new Error(`${directory.directory} has no manifest`);
      return toLambda(root, directory, manifest);
    }),
  );
}
