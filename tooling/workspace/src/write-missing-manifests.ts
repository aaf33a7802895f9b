import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lambdaLimits, UserError } from '@tooling/core';
import { z } from 'zod';
import {
  entryNames,
  entryOf,
  listLambdaDirectories,
  unusable,
  type LambdaDirectory,
} from './list-lambda-directories.ts';
import { loadConfig } from './load-config.ts';
import { missingImageManifest, missingManifest } from './missing-manifest.ts';
import { settleAll } from './settle-all.ts';

async function manifestText(root: string, lambda: LambdaDirectory): Promise<string> {
  const { name } = lambda;
  if (await isImage(root, lambda)) return toText(missingImageManifest(name));
  const entry = entryOf(lambda);
  // A .js entry has no type: Node, and so the bundler, see by its syntax what it is.
  const type = entry.endsWith('ts') ? { type: 'module' } : {};
  const { scripts, ...manifest } = missingManifest(name);
  return toText({ ...manifest, ...type, scripts });
}

const toText = (manifest: object): string => `${JSON.stringify(manifest, null, 2)}\n`;

// Not strict: the other fields are checked where they are used.
const image = z.object({ image: z.unknown().optional() });
const imageSchema = image.extend({ stages: z.record(z.string(), image).optional() });

/** Without an entry file its configuration may say that it is a container image. */
async function isImage(root: string, { directory, files }: LambdaDirectory): Promise<boolean> {
  if (!files.some((file) => file.startsWith('lambda.config.'))) return false;
  if (files.some((file) => entryNames.test(file))) return false;
  const config = await loadConfig(root, directory, 'lambda.config', imageSchema);
  return [config, ...Object.values(config?.stages ?? {})].some((one) => one?.image !== undefined);
}

/** A name that no stage could deploy is refused before anything is written. */
function checkName(name: string, directory: string): void {
  const { functionNameLength } = lambdaLimits;
  if (/^[a-zA-Z0-9-_]+$/.test(name) && name.length <= functionNameLength) return;
  const problem =
    name.length > functionNameLength
      ? `it has ${name.length} characters, Lambda takes ${functionNameLength}`
      : 'it has a character other than letters, digits, - and _';
  throw new UserError('NAME_INVALID', `${directory} cannot be a function: ${problem}`, {
    subject: directory,
  });
}

/**
 * Makes packages of the directories under lambdas/ that have only their code.
 *
 * @returns the files written, from the root
 * @throws UserError with every directory that Lambda refuses the name of, that has not one index file, or
 *   that cannot be written to
 */
export async function writeMissingManifests(root: string): Promise<readonly string[]> {
  const directories = await listLambdaDirectories(root);
  const missing = directories.filter(({ hasManifest }) => !hasManifest);
  const files = await settleAll(
    missing.map(async (one) => {
      checkName(one.name, one.directory);
      return {
        path: `${one.directory}/package.json`,
        text: await manifestText(root, one),
      };
    }),
  );
  const written = await settleAll(
    files.map(async ({ path, text }) => ((await writeNew(root, path, text)) ? [path] : [])),
  );
  return written.flat();
}

/** False when somebody wrote the file at this very moment: theirs stays. */
async function writeNew(root: string, path: string, text: string): Promise<boolean> {
  try {
    await writeFile(join(root, path), text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw unusable(path, 'written', error);
  }
}
