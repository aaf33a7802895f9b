import { lambdaConfigSchema, type Lambda, type LambdaConfig } from '@tooling/core';
import { z } from 'zod';
import { entryOf, listLambdaDirectories, type LambdaDirectory } from './list-lambda-directories.ts';
import { loadConfig } from './load-config.ts';
import { checkManifest, checkUniqueNames, readManifest, type Manifest } from './read-manifest.ts';
import { readSmokeTests } from './read-smoke-tests.ts';
import { settleAll } from './settle-all.ts';

async function toLambda(
  root: string,
  { name, directory, ...rest }: LambdaDirectory,
  manifest: Manifest,
): Promise<Lambda> {
  entryOf({ name, directory, ...rest });
  checkManifest(manifest, name);
  const reading = [
    loadConfig(root, directory, 'lambda.config', lambdaConfigSchema),
    readSmokeTests(root, { name, directory, ...rest }),
  ] as const;
  await settleAll<unknown>(reading);
  const [config, smokeTests] = await Promise.all(reading);
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

const { handler, architecture, bundling } = lambdaConfigSchema.shape;

// Not strict: the other fields are checked where they are used, by plan and deploy.
const buildSchema = z.object({ handler, architecture, bundling });

/** What of lambda.config.ts decides the bytes of a build. */
export type BuildConfig = Pick<LambdaConfig, keyof z.infer<typeof buildSchema>>;

/**
 * What a build has to know of lambda.config.ts, and nothing of the other fields. They may come from the
 * environment, of which turbo hands a build nothing.
 *
 * @param directory - of the lambda, from the root
 * @throws UserError CONFIG_INVALID
 */
export async function readBuildConfig(root: string, directory: string): Promise<BuildConfig> {
  return (await loadConfig(root, directory, 'lambda.config', buildSchema)) ?? {};
}
