import {
  isImageLambda,
  lambdaConfigSchema,
  mapAll,
  type Lambda,
  type LambdaConfig,
} from '@tooling/core';
import {
  checkNoEntry,
  entryOf,
  listLambdaDirectories,
  type LambdaDirectory,
} from './list-lambda-directories.ts';
import { loadConfig } from './load-config.ts';
import { checkManifest, checkUniqueNames, readManifest, type Manifest } from './read-manifest.ts';
import { readSmokeTests } from './read-smoke-tests.ts';
import { settleAll, settlePartly, type Settled } from './settle-all.ts';

async function toLambda(root: string, place: LambdaDirectory, manifest: Manifest): Promise<Lambda> {
  const { name, directory } = place;
  const reading = [readConfig(root, place), readSmokeTests(root, place)] as const;
  // What the other files are to be depends on what the configuration says.
  const checking = reading[0].then(
    (config) => checkFiles(place, manifest, config),
    () => undefined,
  );
  await settleAll<unknown>([...reading, checking]);
  const [config, smokeTests] = await Promise.all(reading);
  return {
    name,
    packageName: manifest.name,
    packageVersion: manifest.version,
    directory,
    config,
    smokeTests,
  };
}

const readConfig = async (root: string, { directory }: LambdaDirectory): Promise<LambdaConfig> =>
  (await loadConfig(root, directory, 'lambda.config', lambdaConfigSchema)) ?? {};

/** @throws UserError with what is wrong with the entry file and the manifest */
function checkFiles(place: LambdaDirectory, manifest: Manifest, config: LambdaConfig): void {
  const isImage = isImageLambda({ config });
  const checks = [
    () => (isImage ? checkNoEntry(place) : entryOf(place)),
    () => checkManifest(manifest, { directoryName: place.name, isBuilt: !isImage }),
  ];
  mapAll(checks, (check) => check());
}

/** Reads all lambdas of the repository, sorted by name, and says what is wrong with the others. */
export async function readLambdas(root: string): Promise<Settled<Lambda>> {
  const directories = await listLambdaDirectories(root);
  const read = await settlePartly(
    directories.map(async (place) => ({ place, manifest: await readManifest(root, place) })),
  );
  checkUniqueNames(read.values.map(({ manifest }) => manifest));
  const named = new Set(read.values.map(({ place }) => place));
  const nameless = directories.filter((place) => !named.has(place));
  const [lambdas, others] = await Promise.all([
    settlePartly(read.values.map(({ place, manifest }) => toLambda(root, place, manifest))),
    settlePartly(nameless.map((place) => readConfig(root, place))),
  ]);
  return { values: lambdas.values, errors: [...read.errors, ...others.errors, ...lambdas.errors] };
}
