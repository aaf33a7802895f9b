import { lambdaConfigSchema, UserError, type Lambda } from '@tooling/core';
import { entryOf, listLambdaDirectories, type LambdaDirectory } from './list-lambda-directories.ts';
import { loadConfig } from './load-config.ts';
import { checkManifest, checkUniqueNames, readManifest, type Manifest } from './read-manifest.ts';
import { settleAll } from './settle-all.ts';

async function toLambda(
  root: string,
  { name, directory, ...rest }: LambdaDirectory,
  manifest: Manifest,
): Promise<Lambda> {
  entryOf({ name, directory, ...rest });
  checkManifest(manifest, name);
  const config = await loadConfig(root, directory, 'lambda.config', lambdaConfigSchema);
  return {
    name,
    packageName: manifest.name,
    packageVersion: manifest.version,
    directory,
    config: config ?? {},
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

/**
 * Reads one lambda, and nothing of the others.
 *
 * @throws UserError UNKNOWN_LAMBDA, or what is wrong with it
 */
export async function readLambda(root: string, name: string): Promise<Lambda> {
  const directory = (await listLambdaDirectories(root)).find((one) => one.name === name);
  if (directory === undefined) {
    throw new UserError('UNKNOWN_LAMBDA', `there is nothing in lambdas/${name}`);
  }
  return toLambda(root, directory, await readManifest(root, directory));
}
